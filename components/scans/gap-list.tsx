import { Breakable } from "../ui/breakable.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { type Gap, groupGaps } from "./gap-words.ts";

/** What was not seen, by reason, every resource by name. */
export function GapList({ gaps, most = Number.POSITIVE_INFINITY }: { gaps: readonly Gap[]; most?: number }) {
  return (
    <ul className="grid gap-2">
      {groupGaps(gaps).map((group) => (
        <li key={group.reason} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 text-12">
          <Hatch className="mt-0.5 size-3" />
          <p className="text-ink-2">
            {group.resources.slice(0, most).map((resource, index) => (
              <span key={resource}>
                {index > 0 ? ", " : ""}
                <code className="text-ink [overflow-wrap:anywhere]">
                  <Breakable text={resource} />
                </code>
              </span>
            ))}
            {group.resources.length > most ? ` and ${group.resources.length - most} more` : ""}: {group.sentence}.
          </p>
        </li>
      ))}
    </ul>
  );
}
