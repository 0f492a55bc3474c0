import { ArrowRight, Scissors } from "lucide-react";
import type { BindingName, Hop, Position } from "#contracts/access/paths.ts";
import type { Chain } from "#contracts/access.ts";
import { chainKey } from "../access/chain-steps.ts";
import { RuleBlock } from "../access/chain-view.tsx";
import { cn } from "../ui/cn.ts";
import { ObjectName } from "../ui/object-name.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { bindingLabel, positionKind, positionLabel } from "./path-words.ts";
import { PositionName } from "./position.tsx";

interface ColumnsProps {
  readonly path: readonly Hop[];
  /** The bindings that the cheapest cut takes away. */
  readonly cut: readonly BindingName[];
  readonly label: string;
}

/** A path from left to right, one hop a column; from top to bottom on a phone. */
export function PathColumns({ path, cut, label }: ColumnsProps) {
  const labels = new Set(cut.map(bindingLabel));
  const last = path.at(-1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="overflow-x-auto">
      <ol className="flex min-w-max items-stretch gap-0 narrow:min-w-0 narrow:flex-col">
        {path.map((hop, index) => (
          <HopColumn
            key={`${hop.from.kind} ${positionLabel(hop.from)}`}
            hop={hop}
            number={index + 1}
            first={index === 0}
            cut={labels}
          />
        ))}
        {last === undefined ? null : (
          <li className="w-[200px] flex-none narrow:w-auto">
            <PositionBox position={last.to} end />
          </li>
        )}
      </ol>
    </section>
  );
}

function PositionBox({ position, start = false, end = false }: { position: Position; start?: boolean; end?: boolean }) {
  return (
    <div
      className={cn(
        "flex min-h-14 flex-col justify-center rounded-control border px-3 py-2",
        end ? "border-critical bg-critical-soft" : start ? "border-accent bg-accent-soft" : "border-line-strong bg-panel",
      )}
    >
      <small className="block text-12 text-ink-2">{positionKind(position)}</small>
      <PositionName position={position} className="font-label" />
    </div>
  );
}

function HopColumn({ hop, number, first, cut }: { hop: Hop; number: number; first: boolean; cut: ReadonlySet<string> }) {
  return (
    <li className="w-[300px] flex-none narrow:w-auto narrow:pb-3">
      <div className="flex items-center">
        <div className="min-w-0 flex-1">
          <PositionBox position={hop.from} start={first} />
        </div>
        <ArrowRight aria-hidden className="mx-2 size-4 flex-none stroke-[1.5] text-tick narrow:hidden" />
      </div>
      <div className="mr-8 border-line border-l pt-2 pl-3 narrow:mr-0 narrow:ml-3">
        <p className="text-13 text-ink">
          <span className="text-ink-3">Hop {number}: </span>
          <bdi>{visibleText(hop.does)}</bdi>
        </p>
        {hop.chains.map((chain) => (
          <Grant key={chainKey(chain)} chain={chain} cut={chain.binding !== undefined && cut.has(bindingLabel(chain.binding))} />
        ))}
        {hop.facts.length === 0 ? null : (
          <ul className="mt-2 grid gap-1 text-12 text-ink-2">
            {hop.facts.map((fact) => (
              <li key={fact} className="[overflow-wrap:anywhere]">
                <bdi>{visibleText(fact)}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** One right that a hop needs: who gives it, and the rule behind it. */
function Grant({ chain, cut }: { chain: Chain; cut: boolean }) {
  const { binding, role, ruleIndex, rule, via, aggregatedFrom } = chain;
  if (binding === undefined) return null;
  return (
    <div
      className={cn(
        "mt-2 rounded-control border px-2.5 py-1.5 text-12",
        cut ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "border-line",
      )}
    >
      <small className="flex items-center gap-1 text-12 text-ink-3">
        {cut ? <Scissors aria-hidden className="size-3 text-accent-text" /> : null}
        {binding.kind}
        {cut ? " · cut here" : ""}
      </small>
      <ObjectName namespace={binding.namespace} name={binding.name} wrap className="font-label" />
      <details className="mt-0.5">
        <summary className="min-h-6 cursor-pointer text-ink-3">
          {role === undefined ? "its role" : `${role.kind} `}
          {role === undefined ? null : (
            <code className="text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(role.name)}</code>
          )}
          {ruleIndex === undefined ? "" : `, rule ${ruleIndex + 1}`}
        </summary>
        {via.group === undefined ? null : (
          <p className="mb-1 text-ink-2">
            through group <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(via.group)}</code>
          </p>
        )}
        {aggregatedFrom === undefined ? null : (
          <p className="mb-1 text-ink-2">
            aggregated from <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(aggregatedFrom)}</code>
          </p>
        )}
        {rule === undefined ? null : <RuleBlock rule={rule} asked={{ verbs: [] }} />}
      </details>
    </div>
  );
}
