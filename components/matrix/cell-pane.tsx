"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { MatrixCell } from "#contracts/access.ts";
import { chainKey, chainScope, chainsOfVerbs } from "../access/chain-steps.ts";
import { ChainView } from "../access/chain-view.tsx";
import { SubjectIcon } from "../access/subject.tsx";
import { counted } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Pane, PaneSection } from "../ui/pane.tsx";
import { ErrorState, Skeleton } from "../ui/states.tsx";
import type { CellAddress, SubjectName } from "./cell-address.ts";
import { cellSentence, meaningsOf } from "./cell-sentence.ts";
import { resourceLabel } from "./column-groups.ts";
import { TakeAway } from "./take-away.tsx";
import { VerbStrip } from "./verb-strip.tsx";

interface CellPaneProps {
  readonly scanId: string;
  readonly address: CellAddress & { readonly column: { readonly group: string; readonly resource: string } };
  /** How many namespaces the cluster has; absent for a resource that has none. */
  readonly namespaces: number | undefined;
  readonly onClose: () => void;
}

function cellOptions(scanId: string, { subject, column }: CellPaneProps["address"]) {
  const input = {
    id: scanId,
    subjectKind: subject.kind,
    subject: subject.name,
    group: column.group,
    resource: column.resource,
    ...(subject.namespace === undefined ? {} : { subjectNamespace: subject.namespace }),
  };
  return api.access.cell.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY });
}

/** The line that names a subject over a pane. */
export function SubjectLine({ subject }: { subject: SubjectName }) {
  return (
    <>
      <SubjectIcon kind={subject.kind} />
      <ObjectName namespace={subject.namespace} name={subject.name} wrap copy />
    </>
  );
}

/** The proof behind a cell: how far each verb reaches, what that means, and every chain that gives it. */
export function CellPane({ scanId, address, namespaces, onClose }: CellPaneProps) {
  const query = useQuery(cellOptions(scanId, address));
  const cell = query.data;
  const name = resourceLabel(address.column);
  return (
    <Pane
      label="Selected cell"
      onClose={onClose}
      backLabel="The matrix"
      eyebrow={<SubjectLine subject={address.subject} />}
      title={cell === undefined ? <code>{name}</code> : <Sentence cell={cell} namespaces={namespaces} />}
    >
      {cell !== undefined ? (
        <Proof cell={cell} />
      ) : query.isError ? (
        <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} />
      ) : (
        <PaneSkeleton />
      )}
    </Pane>
  );
}

function Sentence({ cell, namespaces }: { cell: MatrixCell; namespaces: number | undefined }) {
  return cellSentence(cell, namespaces).map((part) =>
    typeof part === "string" ? (
      part
    ) : (
      <code key={part.code} className="[unicode-bidi:isolate]">
        {part.code}
      </code>
    ),
  );
}

function Proof({ cell }: { cell: MatrixCell }) {
  const ways = chainsOfVerbs(cell.verbs);
  return (
    <>
      <section className="border-line border-b px-4 py-3">
        <VerbStrip verbs={cell.verbs} />
        <Meanings cell={cell} />
      </section>
      <Where cell={cell} />
      <TakeAway removal={cell.removal} subject={cell.subject} />
      {ways.map((way, index) => (
        <PaneSection
          key={chainKey(way.chain)}
          title={`Chain ${index + 1} of ${ways.length}`}
          aside={<bdi>{`${way.verbs.length === 8 ? "every verb" : way.verbs.join(", ")} · ${chainScope(way.chain)}`}</bdi>}
        >
          <ChainView
            chain={way.chain}
            holder={cell.subject}
            asked={{ verbs: way.verbs, group: cell.group, resource: cell.resource }}
          />
        </PaneSection>
      ))}
      {ways.length === 0 && cell.complete ? (
        <PaneSection title="Chains">
          <p className="text-ink-2">
            No rule of any binding gives this. RBAC cannot deny: nothing here means that no rule allows it.
          </p>
        </PaneSection>
      ) : null}
      {cell.complete ? null : <NotSeen cell={cell} />}
      {cell.usedBy === undefined ? null : <UsedBy usedBy={cell.usedBy} />}
    </>
  );
}

/** What the dangerous verbs allow, and one line for all verbs that were not seen. */
function Meanings({ cell }: { cell: MatrixCell }) {
  const { dangerous, unseen } = meaningsOf(cell);
  return (
    <>
      {dangerous.map((meaning) => (
        <p key={meaning} className="mt-2 flex gap-2 text-12 text-ink-2">
          <SeverityGlyph severity="critical" labelled className="mt-0.5" />
          <bdi>{meaning}</bdi>
        </p>
      ))}
      {unseen === "" ? null : (
        <p className="mt-2 flex gap-2 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" labelled className="mt-0.5" />
          {unseen}: nothing that was seen allows it, and not everything was seen.
        </p>
      )}
    </>
  );
}

function Where({ cell }: { cell: MatrixCell }) {
  const spaces = [...new Set(cell.verbs.flatMap((verb) => verb.namespaces))].sort();
  const names = [...new Set(cell.verbs.flatMap((verb) => verb.names))].sort();
  if (spaces.length + names.length === 0) return null;
  return (
    <PaneSection title={spaces.length > 0 ? `In ${counted(spaces.length, "namespace")}` : "By name only"}>
      <p className="max-h-40 overflow-y-auto text-12 [overflow-wrap:anywhere]">
        <code className="[unicode-bidi:isolate]">{(spaces.length > 0 ? spaces : names).join(", ")}</code>
      </p>
      {spaces.length > 0 && names.length > 0 ? (
        <p className="mt-1 text-12 text-ink-2 [overflow-wrap:anywhere]">
          By name only: <code className="[unicode-bidi:isolate]">{names.join(", ")}</code>
        </p>
      ) : null}
    </PaneSection>
  );
}

function NotSeen({ cell }: { cell: MatrixCell }) {
  return (
    <PaneSection
      title={
        <span className="flex items-center gap-1.5 text-ink-2">
          <VerdictGlyph verdict="notAssessed" />
          Not seen in full: there may be more
        </span>
      }
    >
      <GapList gaps={cell.gaps} most={8} />
    </PaneSection>
  );
}

function UsedBy({ usedBy }: { usedBy: NonNullable<MatrixCell["usedBy"]> }) {
  const { pods, nodes, complete } = usedBy;
  return (
    <PaneSection title="Used by">
      <p>
        {pods === 0 && complete
          ? "No pod runs with it now."
          : `${complete ? "" : "At least "}${counted(pods, "pod")} on ${counted(nodes, "node")}.`}
      </p>
      {complete ? null : (
        <p className="mt-1 flex items-center gap-2 text-12 text-ink-3">
          <VerdictGlyph verdict="notAssessed" />
          Pods were not seen in full.
        </p>
      )}
    </PaneSection>
  );
}

function PaneSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-3 p-4">
      <Skeleton className="h-12 w-full" />
      <Skeleton className="h-3 w-1/3" />
      <Skeleton className="h-24 w-full" />
      <Skeleton className="h-3 w-1/2" />
    </div>
  );
}
