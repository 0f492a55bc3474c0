import type { Chain } from "#contracts/access.ts";
import { cn } from "../ui/cn.ts";
import { CopyButton } from "../ui/copy.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { chainScope, chainSteps, type Step } from "./chain-steps.ts";
import { type Asked, type Rule, ruleLines, ruleText } from "./rule-lines.ts";
import type { SubjectName } from "./subject-words.ts";

function StepLine({ step, last }: { step: Step; last: boolean }) {
  return (
    <li className="relative grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 pb-2 text-12 last:pb-0">
      <span
        aria-hidden
        className={cn(
          "mt-1 ml-1 size-[7px] rounded-full border-[1.5px]",
          step.cut ? "border-accent-text bg-accent-text" : "border-ink-3 bg-panel",
        )}
      />
      {last ? null : <span aria-hidden className="absolute top-[13px] -bottom-0.5 left-[7px] w-px bg-line-strong" />}
      <span className="min-w-0">
        <ObjectName namespace={step.namespace} name={step.name} wrap className="font-label" />
        <small className="block text-12 text-ink-3">
          {step.what}
          {step.note === undefined ? "" : ` · ${step.note}`}
        </small>
      </span>
    </li>
  );
}

/** One way in, hop by hop from the subject to the rule, with the rule. */
export function ChainView({ chain, holder, asked }: { chain: Chain; holder?: SubjectName; asked: Asked }) {
  const steps = chainSteps(chain, holder);
  return (
    <>
      <ol className="grid" aria-label={`Holds ${chainScope(chain)}`}>
        {steps.map((step, index) => (
          <StepLine key={`${step.what} ${step.name}`} step={step} last={index === steps.length - 1} />
        ))}
      </ol>
      {chain.rule === undefined ? null : <RuleBlock rule={chain.rule} asked={asked} className="mt-2" />}
      {chain.via.kind === "bypass" ? (
        <p className="mt-2 text-12 text-ink-2">
          The API server allows this before RBAC is asked. No binding gives it, and removing one does not take it away.
        </p>
      ) : null}
    </>
  );
}

/** A rule as YAML; what answers the question is underlined and bold. */
export function RuleBlock({ rule, asked, className }: { rule: Rule; asked: Asked; className?: string }) {
  const lines = ruleLines(rule, asked);
  return (
    <div className={cn("relative", className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard */}
      <pre className="code max-h-48 whitespace-pre-wrap pr-9 [overflow-wrap:anywhere]" tabIndex={0}>
        {lines.map((line) => (
          <span key={line.field} className="block pl-[2ch] -indent-[2ch]">
            {line.field}: [
            {line.items.map((item, index) => (
              <span key={item.text}>
                {index > 0 ? ", " : ""}
                {item.marked ? (
                  <mark className="bg-transparent font-semibold text-ink shadow-[0_1px_0_var(--accent)]">{item.text}</mark>
                ) : (
                  item.text
                )}
              </span>
            ))}
            ]
          </span>
        ))}
      </pre>
      <CopyButton text={ruleText(rule)} label="Copy the rule" icon className="absolute top-1 right-1" />
    </div>
  );
}
