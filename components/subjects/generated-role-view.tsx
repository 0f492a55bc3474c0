import type { ReactNode } from "react";
import type { GeneratedRole } from "#contracts/access/generated-role.ts";
import { counted } from "../access/subject-words.ts";
import { GapList } from "../scans/gap-list.tsx";
import { CodeBlock } from "../ui/copy.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Time } from "../ui/time.tsx";
import { visibleText } from "../ui/visible-text.ts";

/** What an audit log asks for, beside what is granted. */
export function GeneratedRoleView({ made }: { made: GeneratedRole }) {
  return (
    <div className="grid gap-4" role="status">
      <Period made={made} />
      {made.complete ? null : (
        <div className="text-12 text-ink-2">
          <p className="mb-1 flex items-center gap-1.5">
            <VerdictGlyph verdict="notAssessed" />
            More may be granted than is compared here: not everything was seen.
          </p>
          <GapList gaps={made.gaps} most={4} />
        </div>
      )}
      <Part title={unusedTitle(made)}>
        <Lines
          items={made.unused.map(({ verbs, target, namespace }) => ({
            text: `${verbs.join(", ")} ${target}`,
            place: placeOf(namespace),
          }))}
          more={made.unusedTotal - made.unused.length}
        />
      </Part>
      {made.wider.length === 0 ? null : (
        <Part title="Wider than what was done">
          <Lines
            items={made.wider.map(({ verbs, target, namespace, usedAs }) => ({
              text: `${verbs.join(", ")} ${target}`,
              place: `${placeOf(namespace)}; used for ${usedAs.slice(0, 5).join(", ")}${usedAs.length > 5 ? ` and ${usedAs.length - 5} more` : ""}`,
            }))}
            more={0}
          />
        </Part>
      )}
      {made.deniedTotal === 0 ? null : (
        <Part title="Refused, and not in the role">
          <Lines
            items={made.denied.map(({ verb, target, namespace, count }) => ({
              text: `${verb} ${target}`,
              place: `${placeOf(namespace)}, ${counted(count, "time")}`,
            }))}
            more={made.deniedTotal - made.denied.length}
          />
        </Part>
      )}
      {made.notGranted.length === 0 ? null : (
        <Part title="Allowed then, and not by RBAC as it was seen">
          <Lines
            items={made.notGranted.map(({ verb, target, namespace }) => ({
              text: `${verb} ${target}`,
              place: placeOf(namespace),
            }))}
            more={0}
          />
        </Part>
      )}
      <Part title={made.yaml === "" ? "Nothing was allowed, so there is no role to make" : "The least role for what was done"}>
        {made.yaml === "" ? null : <CodeBlock text={made.yaml} label="The least role for what was done" />}
      </Part>
    </div>
  );
}

function placeOf(namespace: string | undefined): string {
  return namespace === undefined ? "everywhere" : `in ${namespace}`;
}

function unusedTitle({ unusedTotal, events }: GeneratedRole): string {
  if (events === 0) return `No event of this subject: all of its ${counted(unusedTotal, "right")} went unused in this log`;
  return unusedTotal === 0 ? "Every right was used" : `${counted(unusedTotal, "right")} granted and not used`;
}

function Period({ made: { period, lines, events, requests, unreadable, dropped } }: { made: GeneratedRole }) {
  return (
    <p className="text-ink-2">
      {counted(events, "event")} of this subject among {counted(lines, "line")}, {counted(requests, "different request")} allowed
      {period === undefined ? ". The log holds no event." : null}
      {period === undefined ? null : (
        <>
          , from <Time at={period.from} /> to <Time at={period.to} />. What is done at other times is not in it.
        </>
      )}
      {unreadable === 0 ? null : ` ${counted(unreadable, "line")} held no audit event.`}
      {dropped === 0 ? null : ` ${counted(dropped, "event")} were left out: too many different requests.`}
    </p>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 text-13">{title}</h3>
      {children}
    </section>
  );
}

function Lines({ items, more }: { items: readonly { text: string; place: string }[]; more: number }) {
  if (items.length === 0) return null;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard */}
      <ul className="max-h-56 overflow-y-auto rounded-control border border-line" tabIndex={0}>
        {items.map(({ text, place }) => (
          <li key={`${text} ${place}`} className="flex flex-wrap gap-x-3 border-line border-b px-3 py-1 text-12 last:border-b-0">
            <code className="text-ink [overflow-wrap:anywhere]">{visibleText(text)}</code>
            <span className="text-ink-3 [overflow-wrap:anywhere]">{visibleText(place)}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? <p className="mt-1 text-12 text-ink-3">and {more.toLocaleString("en")} more</p> : null}
    </>
  );
}
