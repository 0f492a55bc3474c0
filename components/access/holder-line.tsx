"use client";
import { ArrowLeft, ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import type { Chain } from "#contracts/access.ts";
import { cn } from "../ui/cn.ts";
import { ObjectName } from "../ui/object-name.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { bindingsOf, chainKey, chainScope, chainSteps, hasBypass, type Step } from "./chain-steps.ts";
import { RuleBlock } from "./chain-view.tsx";
import type { Asked } from "./rule-lines.ts";
import { SubjectIcon } from "./subject.tsx";
import { counted, subjectLabel } from "./subject-words.ts";
import type { Holder } from "./who-can-answer.ts";

function nameOf({ namespace, name }: Pick<Step, "namespace" | "name">): string {
  return visibleText(namespace === undefined ? name : `${namespace}/${name}`);
}

function Short({ chain, holder }: { chain: Chain; holder: Holder }) {
  const steps = chainSteps(chain, holder).slice(1);
  if (chain.via.kind === "bypass") return <span className="text-ink-3">the API server allows it before RBAC</span>;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-12 text-ink-3">
      {steps.map((step) => (
        <span key={`${step.what} ${nameOf(step)}`} className="inline-flex min-w-0 max-w-full items-center gap-1.5">
          <ArrowLeft aria-hidden className="size-3 flex-none text-tick" />
          <span className="sr-only">from {step.what}</span>
          <code title={`${step.what} ${nameOf(step)}`} className="truncate text-ink-2 [unicode-bidi:isolate]">
            {nameOf(step)}
          </code>
        </span>
      ))}
      {chain.ruleIndex === undefined ? null : <span className="whitespace-nowrap">rule {chain.ruleIndex + 1}</span>}
    </span>
  );
}

/** The chain as boxes from the subject to the role; the box to cut is marked. */
function Hops({ chain, holder, held }: { chain: Chain; holder: Pick<Holder, "kind" | "namespace" | "name">; held: boolean }) {
  const steps = chainSteps(chain, holder).map((step) => ({ ...step, cut: held && step.cut }));
  return (
    <ol className="flex items-stretch narrow:flex-col" aria-label={`Holds ${chainScope(chain)}`}>
      {steps.map((step, index) => (
        <Fragment key={`${step.what} ${nameOf(step)}`}>
          {index === 0 ? null : (
            <li aria-hidden className="flex flex-none items-center justify-center px-1 text-tick narrow:py-0.5">
              <ArrowLeft className="size-4 stroke-[1.5] narrow:rotate-90" />
            </li>
          )}
          <li
            className={cn(
              "min-w-0 flex-1 rounded-control border bg-panel px-3 py-2 text-12",
              step.cut ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]" : "border-line",
            )}
          >
            <small className="block text-12 text-ink-3">
              {step.what}
              {step.cut ? " · cut here" : ""}
            </small>
            <ObjectName namespace={step.namespace} name={step.name} wrap className="font-label" />
            {step.note === undefined ? null : <small className="block text-12 text-ink-3">{step.note}</small>}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

/** All ways in, each as boxes with its rule. */
export function ChainList({
  chains,
  holder,
  asked,
  held = true,
}: {
  chains: readonly Chain[];
  holder: Pick<Holder, "kind" | "namespace" | "name">;
  asked: Asked;
  /** Whether they give what was asked, so that the place to cut is marked. */
  held?: boolean;
}) {
  return (
    <ol className="grid gap-4">
      {chains.map((chain, index) => (
        <li key={chainKey(chain)} className="grid gap-2">
          {chains.length > 1 ? (
            <p className="text-12 text-ink-3">
              Chain {index + 1} of {chains.length}, <bdi>{chainScope(chain)}</bdi>
            </p>
          ) : null}
          <Hops chain={chain} holder={holder} held={held} />
          {chain.rule === undefined ? null : <RuleBlock rule={chain.rule} asked={asked} />}
          {chain.via.kind === "bypass" ? (
            <p className="text-12 text-ink-2">
              The API server allows this before RBAC is asked: no binding gives it, and none can be removed to end it.
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function cutWords(holder: Holder): string {
  if (hasBypass(holder.chains)) return "not by a binding";
  return holder.ways > holder.chains.length ? "many bindings" : counted(bindingsOf(holder.chains).length, "binding");
}

/** One subject of the answer: its shortest proof in a line, all of it when opened. */
export function HolderLine({ holder, asked }: { holder: Holder; asked: Asked }) {
  const [open, setOpen] = useState(false);
  const [first] = holder.chains;
  return (
    <li
      className={cn(
        "border-line border-b last:border-b-0 [content-visibility:auto] [contain-intrinsic-size:auto_40px]",
        open && "shadow-[inset_2px_0_0_var(--accent)]",
      )}
    >
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-row
        className="grid min-h-10 w-full grid-cols-[12px_minmax(160px,260px)_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 hover:bg-sunk focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] narrow:grid-cols-[12px_minmax(0,1fr)_auto]"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            "size-3 text-ink-3 transition-transform narrow:col-start-1 narrow:row-start-1 duration-[140ms]",
            open && "rotate-90",
          )}
        />
        <span className="flex min-w-0 items-center gap-2 narrow:col-start-2 narrow:row-start-1">
          <SubjectIcon kind={holder.kind} />
          <code title={subjectLabel(holder)} className="truncate font-label text-ink [unicode-bidi:isolate]">
            {holder.namespace === undefined ? null : <span className="font-normal text-ink-3">{holder.namespace}/</span>}
            {visibleText(holder.name)}
          </code>
        </span>
        <span className="min-w-0 narrow:col-span-2 narrow:col-start-2 narrow:row-start-2">
          {first === undefined || open ? null : <Short chain={first} holder={holder} />}
        </span>
        <span className="whitespace-nowrap text-right text-12 text-ink-3 narrow:col-start-3 narrow:row-start-1">
          {holder.ways > 1 && !hasBypass(holder.chains) ? `${holder.ways} chains · ` : ""}
          {cutWords(holder)}
        </span>
      </button>
      {open ? (
        <div className="px-4 pb-4 pl-10 narrow:pl-4">
          {Array.isArray(holder.scope) ? <Namespaces names={holder.scope} /> : null}
          <ChainList chains={holder.chains} holder={holder} asked={asked} />
          {holder.ways > holder.chains.length ? (
            <p className="mt-3 text-12 text-ink-3">
              {counted(holder.ways - holder.chains.length, "more chain")} of the same kind.
            </p>
          ) : null}
        </div>
      ) : null}
    </li>
  );
}

function Namespaces({ names }: { names: readonly string[] }) {
  return (
    <p className="mb-2 text-12 text-ink-3 [overflow-wrap:anywhere]">
      In {counted(names.length, "namespace")}: <code className="text-ink-2">{names.slice(0, 30).join(", ")}</code>
      {names.length > 30 ? ` and ${names.length - 30} more` : ""}
    </p>
  );
}
