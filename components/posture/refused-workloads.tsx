"use client";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api } from "#client/api.ts";
import type { RefusedWorkload, RefusedWorkloads } from "#contracts/pod-security.ts";
import { counted } from "../access/subject-words.ts";
import { DetailView } from "../shell/detail-view.tsx";
import { Badge } from "../ui/badge.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { refusedSentence } from "./pod-security-words.ts";

interface ViewProps {
  readonly input: {
    readonly id: string;
    readonly namespace: string;
    readonly level: "baseline" | "restricted";
    readonly version: string;
  };
  /** Of level and version. */
  readonly choice: ReactNode;
  readonly onClose: () => void;
}

/** One namespace: which of its workloads a level would refuse, why, field by field, and the patch that mends each. */
export function RefusedWorkloadsView({ input, choice, onClose }: ViewProps) {
  const query = useQuery(api.podSecurity.refused.queryOptions({ input, placeholderData: (old) => old }));
  return (
    <DetailView back="All namespaces" name="One namespace" query={query} onClose={onClose}>
      {(found) => <Found found={found} choice={choice} />}
    </DetailView>
  );
}

function Found({ found, choice }: { found: RefusedWorkloads; choice: ReactNode }) {
  const { namespace, total, workloads, trial } = found;
  const [before, after] = refusedSentence(found);
  return (
    <>
      <Answer
        title={
          <>
            {before} in <code className="[unicode-bidi:isolate]">{visibleText(namespace)}</code> {after}
          </>
        }
        actions={choice}
      >
        <p>
          {total === 0
            ? `As far as was seen, its workloads may be made under ${trial.level} of v${trial.minor}.`
            : `Judged by v${trial.minor}, in the API server's words. Patches change the least that lets the pods in; fields marked “decide” need somebody who knows the workload.`}
        </p>
      </Answer>
      <div className="grid gap-4">
        {workloads.map((workload) => (
          <Workload key={`${workload.kind}/${workload.name}`} workload={workload} namespace={namespace} />
        ))}
        {total > workloads.length ? (
          <p className="text-ink-2">{counted(total - workloads.length, "more workload")} of this namespace are not shown.</p>
        ) : null}
      </div>
    </>
  );
}

function Workload({ workload, namespace }: { workload: RefusedWorkload; namespace: string }) {
  const { kind, name, meets, violations } = workload;
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-x-2">
          <VerdictGlyph verdict="fail" labelled />
          <span className="font-normal text-ink-2">{kind}</span>
          <ObjectName namespace={namespace} name={name} wrap />
        </span>
      }
      aside={meets === "privileged" ? "meets no level" : `meets ${meets}`}
    >
      <ul aria-label="Violations" className="grid gap-1 px-4 py-3">
        {violations.map(({ check, reason, detail }) => (
          <li key={check} className="[overflow-wrap:anywhere]">
            <span className="font-label text-ink">{visibleText(reason)}</span>{" "}
            <span className="text-ink-2">{visibleText(detail)}</span> <code className="text-12 text-ink-3">{check}</code>
          </li>
        ))}
      </ul>
      <Remedy workload={workload} />
    </Panel>
  );
}

function Remedy({ workload }: { workload: RefusedWorkload }) {
  const { kind, changes, byHand, bare, patch, command } = workload;
  return (
    <div className="grid gap-3 border-line border-t px-4 py-3">
      {changes.length === 0 ? null : (
        <ul aria-label="Changes" className="grid gap-1 text-12">
          {changes.map(({ field, value, decide }) => (
            <li key={field} className="[overflow-wrap:anywhere]">
              {decide === undefined ? null : <Badge look="accent">decide</Badge>} <code>{visibleText(field)}</code>{" "}
              <span className="text-ink-2">{value === "null" ? "is taken away" : `is set to ${visibleText(value)}`}</span>
              {decide === undefined ? null : <span className="block text-ink-3">{visibleText(decide)}</span>}
            </li>
          ))}
        </ul>
      )}
      {byHand.map(({ check, what }) => (
        <p key={`${check} ${what}`} className="text-12">
          <Badge>by hand</Badge> {what} <code className="text-ink-3">{check}</code>
        </p>
      ))}
      {bare ? (
        <p className="text-12 text-ink-2">Nothing makes this pod again. Change its manifest as above, and make it anew.</p>
      ) : null}
      {patch === undefined || command === undefined ? null : (
        <div className="grid gap-2">
          <CodeBlock text={patch} label={`The patch of ${kind} ${visibleText(workload.name)}`} />
          <CodeBlock text={command} label="The command that applies it" wrap />
        </div>
      )}
    </div>
  );
}
