import { cn } from "../../ui/cn.ts";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { counted } from "../subject-words.ts";
import { type Method, reasonsOf, wordsOfMethod } from "./method-words.ts";

const stateWords = { on: "on", off: "off", notSeen: "not seen" } as const;
const order = { on: 0, notSeen: 1, off: 2 } as const;
const shown = 3;

/** Every way to sign in: what is on first, then what nobody could look at, then what is proven to be off. */
export function MethodsPanel({ methods }: { methods: readonly Method[] }) {
  const sorted = methods.toSorted((a, b) => order[a.state] - order[b.state]);
  return (
    <Panel title="Ways to sign in">
      <ul>
        {sorted.map((method) => (
          <MethodLine key={method.id} method={method} />
        ))}
      </ul>
      <PanelFooter>On and off are neither good nor bad by themselves.</PanelFooter>
    </Panel>
  );
}

function MethodLine({ method }: { method: Method }) {
  const { name, means } = wordsOfMethod(method);
  const more = method.found - shown;
  return (
    <li className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3 border-line border-b px-4 py-2.5 last:border-b-0">
      <span
        className={cn(
          "flex items-center gap-1.5 self-start text-12 leading-5",
          method.state === "off" ? "text-ink-3" : "text-ink",
        )}
      >
        {method.state === "notSeen" ? <VerdictGlyph verdict="notAssessed" /> : <StateMark on={method.state === "on"} />}
        {stateWords[method.state]}
      </span>
      <div className="min-w-0">
        <p className={method.state === "off" ? "text-ink-2" : "font-label"}>{name}</p>
        <p className="text-12 text-ink-2">{means}</p>
        {method.evidence.slice(0, shown).map(({ object, says }) => (
          <p key={`${object} ${says}`} className="mt-0.5 text-12 text-ink-3 [overflow-wrap:anywhere]">
            <code className="[unicode-bidi:isolate]">{object}</code>: <code className="[unicode-bidi:isolate]">{says}</code>
          </p>
        ))}
        {more > 0 ? <p className="mt-0.5 text-12 text-ink-3">and {counted(more, "more object")}</p> : null}
        {method.gaps.length === 0 ? null : (
          <p className="mt-0.5 text-12 text-ink-3 [overflow-wrap:anywhere]">Not seen: {reasonsOf(method)}.</p>
        )}
      </div>
    </li>
  );
}

/** A filled square for on and an empty one for off: neither is a verdict. */
function StateMark({ on }: { on: boolean }) {
  return (
    <span aria-hidden className={cn("size-2.5 flex-none rounded-[2px] border border-ink-3", on && "border-ink-2 bg-ink-2")} />
  );
}
