/** `scan` and `check`: look, assess, print, and say with the exit code how it stands. */
import type { Check } from "#core/checks/define.ts";
import { checks as allChecks, checkById } from "#core/checks/index.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import { asCsv, asJunit } from "../assessment/as-file.ts";
import { asJson } from "../assessment/as-json.ts";
import { asText, asTextByCheck } from "../assessment/as-text.ts";
import { type Report, reportOn } from "../assessment/report.ts";
import { exitCodeOf, type FailOn } from "../exit-codes.ts";
import type { AssessFormat } from "../formats.ts";
import { type Io, print, refuse } from "../io.ts";
import { asSarif } from "../sarif/log.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";

export interface AssessOptions extends SourceOptions {
  readonly output: AssessFormat;
  readonly failOn: FailOn;
  readonly secretNames?: boolean;
  readonly helmReleases?: boolean;
}

export async function scan(io: Io, options: AssessOptions): Promise<number> {
  return assessWith(io, options, { checks: allChecks, text: asText });
}

export async function check(io: Io, ids: readonly string[], options: AssessOptions): Promise<number> {
  const chosen = chooseChecks(ids);
  if (!chosen.ok) return refuse(io, chosen.error);
  const resources = [...new Set(chosen.value.flatMap(({ reads }) => reads))].sort();
  return assessWith(io, options, { checks: chosen.value, resources, text: asTextByCheck });
}

/** @returns each check once, or which of the ids means none. */
export function chooseChecks(ids: readonly string[]): Result<readonly Check[], Failure<"unknownCheck">> {
  if (ids.length === 0) return ok(allChecks);
  const unknown = ids.filter((id) => checkById(id) === undefined);
  if (unknown.length > 0) return err(unknownCheck(unknown));
  return ok(allChecks.filter(({ id }) => ids.includes(id)));
}

function unknownCheck(ids: readonly string[]): Failure<"unknownCheck"> {
  return {
    code: "unknownCheck",
    message: `There is no check ${ids.join(", ")}.`,
    remedy: `The checks are: ${allChecks.map(({ id }) => id).join(", ")}.`,
  };
}

interface Assessing {
  readonly checks: readonly Check[];
  readonly resources?: readonly ResourceId[];
  readonly text: (report: Report) => Generator<string>;
}

async function assessWith(io: Io, options: AssessOptions, { checks, resources, text }: Assessing): Promise<number> {
  const opened = await openInventory(io, options, {
    ...(resources && { resources }),
    besides: checks.flatMap(({ besides }) => besides ?? []),
    secretNames: options.secretNames ?? false,
    helmReleases: options.helmReleases ?? false,
  });
  if (!opened.ok) return refuse(io, opened.error);
  const report = reportOn(opened.value, { checks, now: io.now() });
  const exitCode = exitCodeOf(report.assessment, options.failOn);
  const sarif = (found: Report) => asSarif(found, exitCode);
  const presenters = { table: text, json: asJson, sarif, junit: asJunit, csv: asCsv };
  await print(io, presenters[options.output](report));
  return exitCode;
}
