import type { RunBookItemView } from "#contracts/upgrade-plan.ts";
import { CodeBlock } from "../ui/copy.tsx";
import { Checkbox } from "../ui/field.tsx";
import { Time } from "../ui/time.tsx";
import { StepBox } from "./step-box.tsx";

interface RunBookItemProps {
  readonly item: RunBookItemView;
  /** Absent for who may not tick. */
  readonly onTick: ((done: boolean) => void) | undefined;
}

/** One step of a run book: its box, what to do, what to wait for, and how to see it. */
export function RunBookItem({ item, onTick }: RunBookItemProps) {
  const title = <span className="text-14 [overflow-wrap:anywhere] [unicode-bidi:isolate]">{item.title}</span>;
  return (
    <li className="grid break-inside-avoid gap-2 border-line border-b px-4 py-3 last:border-b-0">
      <h3>
        {onTick === undefined ? (
          <span className="flex items-center gap-2">
            <StepBox done={item.tick !== undefined} />
            {title}
          </span>
        ) : (
          <Checkbox checked={item.tick !== undefined} onCheckedChange={(checked) => onTick(checked === true)}>
            {title}
          </Checkbox>
        )}
      </h3>
      <div className="grid gap-2 pl-5.5">
        {item.tick === undefined ? null : (
          <p className="text-12 text-ink-3">
            Ticked by <bdi>{item.tick.by}</bdi> on <Time at={item.tick.at} />
          </p>
        )}
        {item.text.map((sentence) => (
          <p key={sentence} className="max-w-[92ch] text-ink-2 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
            {sentence}
          </p>
        ))}
        {item.commands.length === 0 ? null : <CodeBlock text={item.commands.join("\n")} label={`Commands: ${item.title}`} />}
        {item.waitsFor === undefined ? null : (
          <p className="max-w-[92ch]">
            <b className="font-label">Wait for</b> {item.waitsFor}
          </p>
        )}
        {item.check === undefined ? null : <CodeBlock text={item.check.join("\n")} label={`How to check: ${item.title}`} />}
      </div>
    </li>
  );
}
