/** What every SARIF log of a command has around its rules and results. */
import type { Log, Notification, ReportingDescriptor, Result } from "sarif";
import { cutNotifications, mostResults, sarifSchema } from "#server/export/sarif/notifications.ts";
import { version } from "../version.ts";

export interface OneRun {
  readonly rules: ReportingDescriptor[];
  /** Tells runs about one thing from those about another. */
  readonly automationId: string;
  /** The one that the command ends with. */
  readonly exitCode: number;
  readonly notifications: readonly Notification[];
  /** In the order in which they are left out, from the end, where GitHub takes no more. */
  readonly results: readonly Result[];
}

/** @returns a log of one run; results that were left out stand among its notifications. */
export function logOfRun({ rules, automationId, exitCode, notifications, results }: OneRun): Log {
  const cut = cutNotifications(Math.max(0, results.length - mostResults));
  return {
    $schema: sarifSchema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Drydock", version, semanticVersion: version, rules } },
        automationDetails: { id: automationId },
        invocations: [{ executionSuccessful: true, exitCode, toolExecutionNotifications: [...notifications, ...cut] }],
        results: results.slice(0, mostResults),
      },
    ],
  };
}
