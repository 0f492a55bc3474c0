import type { ContentOf } from "#contracts/reports.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { counted } from "./report-words.ts";

type Unassessed = ContentOf<"findings">["notAssessed"];

const named = 4;

/** What the checks could not look at, check by check: neither passed nor failed. */
export function UnassessedChecks({ items }: { items: Unassessed }) {
  if (items.length === 0) return null;
  const byCheck = [...Map.groupBy(items, (item) => item.checkId)];
  const fleet = new Set(items.map(({ cluster }) => cluster)).size > 1;
  return (
    <section
      aria-labelledby="not-assessed"
      className="hatch mt-8 overflow-hidden rounded-panel border border-unseen border-dashed"
    >
      <div className="ml-4 border-unseen border-l border-dashed bg-panel">
        <header className="px-4 pt-3 pb-2">
          <h2 id="not-assessed" className="flex items-center gap-1.5 text-14">
            <VerdictGlyph verdict="notAssessed" />
            {counted(byCheck.length, "check")} could not be assessed
          </h2>
          <p className="text-ink-2">Neither passed nor failed: they may hide findings that are not in this report.</p>
        </header>
        <ul>
          {byCheck.map(([checkId, group]) => (
            <li key={checkId} className="break-inside-avoid border-line border-t px-4 py-2">
              <p className="font-label">
                {group[0]?.title} <code className="font-normal text-ink-3">{checkId}</code>
              </p>
              {fleet ? <p className="mb-1 text-12 text-ink-3">in {clustersOf(group)}</p> : null}
              <GapList gaps={group.flatMap(({ gaps }) => gaps)} most={6} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

function clustersOf(group: Unassessed): string {
  const names = group.map(({ cluster }) => visibleText(cluster));
  return names.length > named ? `${names.slice(0, named).join(", ")} and ${names.length - named} more` : names.join(", ");
}
