import type { Hop } from "#contracts/access/paths.ts";
import { chainKey } from "../access/chain-steps.ts";
import { positionKind, positionLabel } from "../paths/path-words.ts";
import { PositionName } from "../paths/position.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { ChainLine } from "./chain-line.tsx";

/** A path that can be read on paper: hop by hop, each with the bindings, roles and rules behind it. */
export function HopList({ path, label }: { path: readonly Hop[]; label: string }) {
  const last = path.at(-1);
  return (
    <ol aria-label={label} className="grid gap-2">
      {path.map((hop, index) => (
        <li key={`${hop.from.kind} ${positionLabel(hop.from)}`} className="break-inside-avoid">
          <p className="[overflow-wrap:anywhere]">
            <span className="text-12 text-ink-3">
              Hop {index + 1}: {positionKind(hop.from)}{" "}
            </span>
            <PositionName position={hop.from} className="align-bottom font-label" /> <bdi>{visibleText(hop.does)}</bdi>
          </p>
          {hop.chains.length + hop.facts.length === 0 ? null : (
            <ul className="mt-0.5 grid gap-1 border-line-strong border-l pl-3">
              {hop.chains.map((chain) => (
                <ChainLine key={chainKey(chain)} chain={chain} holder={chain.subject} />
              ))}
              {hop.facts.map((fact) => (
                <li key={fact} className="text-12 text-ink-2 [overflow-wrap:anywhere]">
                  <bdi>{visibleText(fact)}</bdi>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
      {last === undefined ? null : (
        <li className="text-12 text-ink-3">
          End: <PositionName position={last.to} className="align-bottom font-label text-13" />
        </li>
      )}
    </ol>
  );
}
