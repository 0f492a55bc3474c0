"use client";
import { useQuery } from "@tanstack/react-query";
import { problemOf } from "#client/problem.ts";
import type { CapabilityHolders } from "#contracts/access/pivots.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { counted, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Pane, PaneSection } from "../ui/pane.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import type { CellAddress } from "./cell-address.ts";
import type { MatrixFilter } from "./matrix-query.ts";
import { holdersOptions, type PlaceAddress } from "./pivot-query.ts";

interface PaneProps {
  readonly scanId: string;
  readonly filter: MatrixFilter;
  readonly place: PlaceAddress;
  readonly onOpen: (address: CellAddress) => void;
  readonly onClose: () => void;
}

type Holder = CapabilityHolders["holders"][number];

/** Who may do it in a namespace: by its own bindings, and from outside; each opens its proof. */
export function HoldersPane({ scanId, filter, place, onOpen, onClose }: PaneProps) {
  const query = useQuery(holdersOptions(scanId, filter, place));
  const answer = query.data;
  return (
    <Pane
      label="Selected namespace"
      onClose={onClose}
      backLabel="The matrix"
      eyebrow={
        place.namespace === undefined ? "The whole cluster" : <code className="[unicode-bidi:isolate]">{place.namespace}</code>
      }
      title={answer === undefined ? <code>{place.capability}</code> : sentence(answer)}
    >
      {query.isError ? <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} /> : null}
      {query.isPending ? <SkeletonRows rows={8} columns={2} /> : null}
      {answer === undefined ? null : <Answer answer={answer} onOpen={onOpen} />}
    </Pane>
  );
}

function sentence({ total, capability, namespace, complete }: CapabilityHolders): string {
  const where = namespace === undefined ? "in the whole cluster" : `in ${namespace}`;
  if (total === 0)
    return complete ? `Nobody shown may ${capability.may} ${where}` : `Not assessed: who may ${capability.may} ${where}`;
  return `${complete ? "" : "At least "}${counted(total, "subject")} may ${capability.may} ${where}`;
}

function Answer({ answer, onOpen }: { answer: CapabilityHolders; onOpen: PaneProps["onOpen"] }) {
  const { holders, total, namespace, complete, gaps } = answer;
  const local = holders.filter((holder) => holder.local !== undefined);
  const outside = holders.filter((holder) => holder.local === undefined);
  return (
    <>
      {namespace === undefined ? null : <Holders title="By its own bindings" holders={local} how="local" onOpen={onOpen} />}
      <Holders
        title={namespace === undefined ? "By bindings of the cluster" : "From outside, as everywhere"}
        holders={outside}
        how="everywhere"
        onOpen={onOpen}
      />
      {total > holders.length ? (
        <p className="px-4 py-3 text-12 text-ink-2">
          and {(total - holders.length).toLocaleString("en")} more, in the file of this page
        </p>
      ) : null}
      {complete ? null : (
        <PaneSection
          title={
            <span className="flex items-center gap-1.5 text-ink-2">
              <VerdictGlyph verdict="notAssessed" />
              Not seen in full: there may be more
            </span>
          }
        >
          <GapList gaps={gaps} most={8} />
        </PaneSection>
      )}
    </>
  );
}

interface HoldersProps {
  readonly title: string;
  readonly holders: readonly Holder[];
  readonly how: "local" | "everywhere";
  readonly onOpen: PaneProps["onOpen"];
}

function Holders({ title, holders, how, onOpen }: HoldersProps) {
  if (holders.length === 0) return null;
  return (
    <PaneSection title={title} aside={counted(holders.length, "subject")}>
      <ul className="grid">
        {holders.map((holder) => (
          <li key={subjectKey(holder.subject)}>
            <button
              type="button"
              onClick={() =>
                onOpen({ subject: holder.subject, column: { group: holder.right.group, resource: holder.right.resource } })
              }
              className="flex min-h-6 w-full items-center gap-2 text-left hover:underline"
            >
              <SubjectIcon kind={holder.subject.kind} />
              <code className="min-w-0 text-12 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {subjectLabel(holder.subject)}
              </code>
              {holder[how] === "named" ? <span className="ml-auto flex-none text-12 text-ink-3">by name only</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </PaneSection>
  );
}
