"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Matrix } from "#contracts/access.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { Pane, PaneHeading, PaneSection } from "../ui/pane.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { type CellAddress, type SubjectName, sameSubject } from "./cell-address.ts";
import { cellMarks } from "./cell-marks.ts";
import { SubjectLine } from "./cell-pane.tsx";
import { MarksDrawing } from "./marks.tsx";
import { isHeld, type RightGroup, rightGroups, subjectTitle } from "./row-summary.ts";

interface SubjectPaneProps {
  readonly scanId: string;
  readonly subject: SubjectName;
  readonly columns: Matrix["columns"];
  readonly onOpen: (address: CellAddress) => void;
  readonly onClose: () => void;
}

/** The row of one subject, wherever the filters have it. */
function subjectOptions(scanId: string, subject: SubjectName) {
  const input = {
    id: scanId,
    q: subject.name.slice(0, 200),
    kind: [subject.kind],
    defaults: "show" as const,
    offset: 0,
    limit: 200,
  };
  return api.access.rows.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY });
}

/** Everything that one subject holds, equal rights joined; each resource opens its proof. */
export function SubjectPane({ scanId, subject, columns, onOpen, onClose }: SubjectPaneProps) {
  const query = useQuery(subjectOptions(scanId, subject));
  const row = query.data?.rows.find((candidate) => sameSubject(candidate.subject, subject));
  const groups = row === undefined ? [] : rightGroups(row.cells, columns);
  return (
    <Pane
      label="Selected subject"
      onClose={onClose}
      backLabel="The matrix"
      eyebrow={<SubjectLine subject={subject} />}
      title={row === undefined ? "Rights" : subjectTitle(row, groups)}
    >
      {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={8} columns={2} /> : null}
      {query.data !== undefined && row === undefined ? (
        <PaneSection title="Rights">
          <p className="text-ink-2">No binding of this scan names this subject.</p>
        </PaneSection>
      ) : null}
      {row?.incomplete ? (
        <p className="flex gap-2 border-line border-b px-4 py-3 text-12 text-ink-2">
          <VerdictGlyph verdict="notAssessed" className="mt-0.5" />
          Not every binding or role could be read: it may hold more than this.
        </p>
      ) : null}
      {groups.filter(isHeld).map((group) => (
        <Rights key={group.text} group={group} onOpen={(column) => onOpen({ subject, column })} />
      ))}
      <Unseen resources={groups.filter((group) => !isHeld(group)).flatMap((group) => group.resources)} />
    </Pane>
  );
}

/** What nothing is known of, folded: it is long where little was seen. */
function Unseen({ resources }: { resources: RightGroup["resources"] }) {
  if (resources.length === 0) return null;
  return (
    <details className="px-4 py-3 text-12 text-ink-2">
      <summary className="min-h-6">
        <Hatch className="mr-2 h-3 w-6 align-middle" />
        {resources.length === 1 ? "1 resource" : `${resources.length} resources`} not assessed
      </summary>
      <p className="mt-2 [overflow-wrap:anywhere]">
        <code>{resources.map((resource) => resource.label).join(", ")}</code>
      </p>
    </details>
  );
}

function Rights({ group, onOpen }: { group: RightGroup; onOpen: (column: { group: string; resource: string }) => void }) {
  return (
    <section className="border-line border-b px-4 py-3 last:border-b-0">
      <PaneHeading className="mb-1.5 flex items-start gap-2 text-ink-2">
        <span className="h-6 w-[57px] flex-none">
          <MarksDrawing rows={[[cellMarks(group.reach)]]} cellWidth={57} />
        </span>
        <span className="pt-1">{group.text}</span>
      </PaneHeading>
      <ul className="flex flex-wrap gap-x-3">
        {group.resources.map((resource) => (
          <li key={resource.label}>
            <button
              type="button"
              onClick={() => onOpen({ group: resource.group, resource: resource.resource })}
              className="min-h-6 font-mono text-12 text-accent-text [overflow-wrap:anywhere] hover:underline"
            >
              {resource.label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
