import type { UpgradeStep } from "#contracts/upgrade-plan.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";

type Evidence = UpgradeStep["evidence"][number];

const states: Record<Evidence["state"], { glyph: "pass" | "notAssessed" | "notApplicable"; word: string }> = {
  read: { glyph: "pass", word: "read" },
  partly: { glyph: "notAssessed", word: "read in part" },
  unread: { glyph: "notAssessed", word: "not read" },
  unneeded: { glyph: "notApplicable", word: "not needed" },
};

/** What is weakest on the way counts: a step that needs more says what the others lack. */
const weakest: readonly Evidence["state"][] = ["unread", "partly", "read", "unneeded"];

function evidenceOf(way: readonly UpgradeStep[]): readonly Evidence[] {
  const all = Map.groupBy(
    way.flatMap(({ evidence }) => evidence),
    ({ checkId }) => checkId,
  );
  return [...all.values()].flatMap(
    (found) => weakest.flatMap((state) => found.find((one) => one.state === state) ?? [])[0] ?? [],
  );
}

/** Who uses APIs that go: each source that can tell, strongest first, and whether it was read. */
export function EvidencePanel({ way, clusterId }: { way: readonly UpgradeStep[]; clusterId: string }) {
  const evidence = evidenceOf(way);
  if (evidence.length === 0) return null;
  const read = evidence.filter(({ state }) => state === "read" || state === "partly").length;
  return (
    <Panel title="What this rests on" aside={`who uses APIs that go, by ${read} of ${evidence.length} sources`}>
      <ul>
        {evidence.map(({ checkId, name, state, says }) => (
          <li
            key={checkId}
            className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 border-line border-b px-4 py-2 last:border-b-0"
          >
            <VerdictGlyph verdict={states[state].glyph} className="mt-1" />
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-label">{`${name[0]?.toUpperCase()}${name.slice(1)}`}</span>
                <span className="text-12 text-ink-3">{states[state].word}</span>
              </p>
              <p className="text-12 text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{says}</p>
            </div>
          </li>
        ))}
      </ul>
      <PanelFooter>
        <Link className="hover:underline" href={`/clusters/${clusterId}`}>
          Upload an audit log, or let scans read more, on the cluster's page
        </Link>
      </PanelFooter>
    </Panel>
  );
}
