import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { SimulationView } from "#contracts/access/simulation.ts";
import { GapList } from "../../scans/gap-list.tsx";
import { Badge } from "../../ui/badge.tsx";
import { nameOfSeverity, SeverityGlyph } from "../../ui/glyphs.tsx";
import { LoadMore } from "../../ui/load-more.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PartialBanner } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { ChangeList } from "../changes/change-list.tsx";
import { counted } from "../subject-words.ts";
import { ChangedCells } from "./changed-cells.tsx";

interface ResultProps {
  readonly pages: readonly SimulationView[];
  /** The change has been edited since. */
  readonly stale: boolean;
  readonly more: { readonly load: () => void; readonly busy: boolean } | undefined;
}

/** What a change would do: the answer, what becomes of each object, who gains and loses what, risks, and cells of the matrix. */
export function SimulationResult({ pages, stale, more }: ResultProps) {
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const [first] = pages;
  if (first === undefined) return null;
  const items = pages.flatMap((page) => page.items);
  return (
    <section aria-label="What the change would do" className="mt-6 grid grid-cols-[minmax(0,1fr)] gap-4">
      <div role="status">
        <h2 className="text-balance font-semibold text-20 tracking-[-.015em]">{answerOf(first)}</h2>
        <p className="text-ink-2">
          Tried on scan {first.scan.number}.{stale ? " The change was edited since: simulate it again." : ""}
        </p>
      </div>
      {first.complete ? null : (
        <PartialBanner title="Not everything could be compared">
          <p className="mb-2">Somebody may hold the same through what was not seen, and a risk may have been there already.</p>
          <GapList gaps={first.gaps} most={6} />
        </PartialBanner>
      )}
      <Objects simulation={first} />
      <Risks risks={first.risks} />
      {items.length === 0 ? null : (
        <div ref={list}>
          <ChangeList items={items} label="Who gains and loses what" />
        </div>
      )}
      <LoadMore more={more} className="pb-1" />
      <ChangedCells cells={pages.flatMap((page) => page.cells)} />
    </section>
  );
}

function answerOf({ counts, risks }: SimulationView): string {
  if (counts.subjects === 0) return "This changes nobody’s permissions.";
  const gained =
    counts.gained === 0
      ? "Nobody gains a permission"
      : `${counted(counts.gained, "subject")} ${counts.gained === 1 ? "gains" : "gain"} permissions`;
  const lost = counts.lost === 0 ? "" : `, ${counts.lost.toLocaleString("en")} ${counts.lost === 1 ? "loses" : "lose"} some`;
  const fresh = risks.new.length + risks.unsure.length;
  const risk = fresh === 0 ? "no new risk" : counted(fresh, "new risk");
  return `${gained}${lost}; ${risk}${risks.gone.length === 0 ? "" : `, ${counted(risks.gone.length, "risk")} gone`}.`;
}

const fates: Readonly<Record<SimulationView["objects"][number]["fate"], string>> = {
  added: "would be added",
  changed: "would be changed",
  unchanged: "the cluster has it already",
  deleted: "would be deleted",
  replaced: "would be deleted and made again",
  absent: "is not there: nothing to delete",
  refused: "would be refused: the roleRef of a binding never changes. Delete it and make it again",
  unseen: "would be applied; whether it is there already was not seen",
};
const idle = new Set(["unchanged", "absent", "refused"]);

function Objects({ simulation: { objects, others } }: { simulation: SimulationView }) {
  const passed = Object.entries(others).map(([kind, count]) => `${count} ${kind}`);
  return (
    <Panel title="What becomes of each object" aside={counted(objects.length, "object")}>
      <ul aria-label="Objects">
        {objects.map(({ kind, namespace, name, place, fate, matters }) => (
          <li
            key={`${place} ${kind} ${namespace ?? ""}/${name}`}
            className="grid gap-x-4 border-line border-b px-4 py-1.5 text-12 last:border-b-0 wide:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
          >
            <span className="min-w-0">
              <span className="text-ink-3">{kind} </span>
              <ObjectName namespace={namespace} name={name} wrap className="font-label" />
            </span>
            <span className={fate === "refused" ? "text-critical" : "text-ink-2"}>
              {fates[fate]}
              {matters || idle.has(fate) ? "" : ", and changes nobody’s permissions"}
            </span>
          </li>
        ))}
      </ul>
      {passed.length === 0 ? null : (
        <p className="border-line border-t px-4 py-2 text-12 text-ink-3">
          Passed by, because they give and take no right: <bdi>{visibleText(passed.join(", "))}</bdi>.
        </p>
      )}
    </Panel>
  );
}

function Risks({ risks }: { risks: SimulationView["risks"] }) {
  const all = [
    ...risks.new.map((risk) => ({ risk, change: "new" as const })),
    ...risks.unsure.map((risk) => ({ risk, change: "unsure" as const })),
    ...risks.gone.map((risk) => ({ risk, change: "gone" as const })),
  ];
  if (all.length === 0) return null;
  return (
    <Panel title="Risks that come and go" aside={counted(all.length, "finding")}>
      <ul aria-label="Risks">
        {all.map(({ risk, change }) => (
          <li
            key={`${change} ${risk.fingerprint}`}
            className="grid grid-cols-[12px_minmax(0,1fr)_auto] items-start gap-x-3 border-line border-b px-4 py-2 last:border-b-0"
          >
            <SeverityGlyph severity={risk.severity} className="mt-1" />
            <div className="min-w-0">
              <p className="[overflow-wrap:anywhere]">
                <span className="sr-only">{nameOfSeverity(risk.severity)}: </span>
                <bdi>{visibleText(risk.title)}</bdi>
              </p>
              <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">
                {risk.at.kind} <ObjectName namespace={risk.at.namespace} name={risk.at.name} wrap /> · <code>{risk.checkId}</code>
              </p>
            </div>
            {change === "new" ? <Badge look="critical">new</Badge> : null}
            {change === "unsure" ? <Badge look="unseen">may be new</Badge> : null}
            {change === "gone" ? <Badge className="!border-pass !text-pass">gone</Badge> : null}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
