import type { MatrixCell } from "#contracts/access.ts";
import { cn } from "../ui/cn.ts";
import { type Reach, verbLetters, verbNames } from "./cell-reach.ts";
import styles from "./matrix.module.css";

type Verb = MatrixCell["verbs"][number];

const heights: Readonly<Record<Exclude<Reach, "unknown">, number>> = { none: 1, named: 4, namespaces: 8, everywhere: 16 };
const words: Readonly<Record<Reach, string>> = {
  none: "none",
  named: "by name only",
  namespaces: "in some namespaces",
  everywhere: "everywhere",
  unknown: "not assessed",
};

function colorOf(reach: Reach, dangerous: boolean): string {
  if (reach === "none") return "var(--line-strong)";
  if (reach !== "everywhere") return "var(--data-2)";
  return dangerous ? "var(--critical)" : "var(--data-1)";
}

function Mark({ reach, dangerous }: { reach: Reach; dangerous: boolean }) {
  if (reach === "unknown")
    return <span aria-hidden className="hatch mt-1 block h-4 w-4 outline outline-1 outline-unseen outline-dashed" />;
  const height = heights[reach];
  return (
    <svg width="8" height="16" viewBox="0 0 8 16" aria-hidden className={cn("mt-1 block", styles.bar)}>
      <rect y={16 - height} width="8" height={height} fill={colorOf(reach, dangerous)} />
    </svg>
  );
}

/** The eight verbs of a cell, large; and below them the verbs that are not among the eight. */
export function VerbStrip({ verbs }: { verbs: readonly Verb[] }) {
  const others = verbs.filter((verb) => !(verbNames as readonly string[]).includes(verb.verb) && verb.reach !== "none");
  return (
    <>
      <ul className="grid grid-cols-8 rounded-control border border-line">
        {verbNames.map((name, index) => {
          const verb = verbs.find((candidate) => candidate.verb === name);
          const reach = verb?.reach ?? "none";
          const dangerous = verb?.dangerous ?? false;
          return (
            <li
              key={name}
              title={`${name}: ${words[reach]}${dangerous ? ", dangerous" : ""}`}
              className="flex flex-col items-center border-line border-r py-1 font-label font-mono text-12 last:border-r-0"
            >
              <span aria-hidden>{verbLetters[index]}</span>
              <span className="sr-only">{`${name}: ${words[reach]}${dangerous ? ", dangerous" : ""}`}</span>
              <Mark reach={reach} dangerous={dangerous} />
            </li>
          );
        })}
      </ul>
      {others.length === 0 ? null : (
        <p className="mt-2 text-12 text-ink-2">
          Also{" "}
          {others.map((verb, index) => (
            <span key={verb.verb}>
              {index > 0 ? ", " : ""}
              <code className="text-ink [unicode-bidi:isolate]">{verb.verb}</code> {words[verb.reach]}
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}
