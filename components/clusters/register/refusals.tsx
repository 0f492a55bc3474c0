import { cn } from "../../ui/cn.ts";
import { Sentence } from "../../ui/sentence.tsx";

export interface Refusal {
  path: string;
  message: string;
  remedy?: string | undefined;
}

/** What was refused: the field by name, the reason, the remedy. */
export function Refusals({ issues, className }: { issues: readonly Refusal[]; className?: string }) {
  return (
    <ul className={cn("rounded-control border border-line bg-sunk", className)}>
      {issues.map((issue) => (
        <li
          key={`${issue.path} ${issue.message}`}
          className="grid gap-0.5 border-line border-b px-3 py-2 text-12 last:border-b-0"
        >
          {issue.path === "" ? null : <code className="font-label text-ink [overflow-wrap:anywhere]">{issue.path}</code>}
          <span className="text-ink-2">
            <Sentence text={issue.message} />
          </span>
          {issue.remedy === undefined ? null : (
            <span className="text-ink-3">
              <Sentence text={issue.remedy} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
