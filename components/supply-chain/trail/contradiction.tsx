import type { TrailLinkView } from "#contracts/supply-chain.ts";
import { cn } from "../../ui/cn.ts";
import { visibleText } from "../../ui/visible-text.ts";

type Proofs = NonNullable<TrailLinkView["contradiction"]>;

/** Two proofs of one fact, side by side, and the two lines between them that do not meet. */
export function Contradiction({ proofs }: { proofs: Proofs }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_64px_minmax(0,1fr)] items-stretch p-4 narrow:grid-cols-1 narrow:gap-y-2">
      <Proof
        who="Signing certificate says · this one counts"
        fact={proofs.fact}
        value={proofs.certificate}
        from={proofs.certificateFrom}
      />
      <svg viewBox="0 0 64 112" aria-hidden preserveAspectRatio="none" className="h-full w-16 narrow:hidden">
        <path d="M0 38H26" stroke="var(--data-1)" strokeWidth="2" />
        <path d="M64 74H38" stroke="var(--critical)" strokeWidth="2" />
        <path d="M26 32v12M38 68v12" stroke="var(--ink-3)" />
      </svg>
      <Proof who="Provenance predicate says" fact={proofs.fact} value={proofs.predicate} from={proofs.predicateFrom} refuted />
    </div>
  );
}

interface ProofProps {
  readonly who: string;
  readonly fact: string;
  readonly value: string;
  readonly from: string;
  readonly refuted?: boolean;
}

function Proof({ who, fact, value, from, refuted = false }: ProofProps) {
  const hex = /^[0-9a-f]{13,}$/.test(value);
  return (
    <div className={cn("min-w-0 rounded-control border p-3 leading-4", refuted ? "border-critical" : "border-line-strong")}>
      <span className="block text-12 text-ink-3">{who}</span>
      <code
        className={cn(
          "my-1 block font-semibold text-16/6 tracking-[-.02em] [overflow-wrap:anywhere] [unicode-bidi:isolate]",
          refuted && "text-critical",
        )}
      >
        {hex ? value.slice(0, 12) : visibleText(value)}
      </code>
      {hex ? <code className="mb-1 block text-ink-3 [overflow-wrap:anywhere]">{value}</code> : null}
      <span className="block text-12 text-ink-2 [overflow-wrap:anywhere]">
        {fact}, <code className="tracking-[-.02em]">{visibleText(from)}</code>
      </span>
    </div>
  );
}
