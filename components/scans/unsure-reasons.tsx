import type { Comparison } from "#contracts/findings.ts";

/** Why findings of two scans cannot be compared, each reason with how many it holds for. */
export function UnsureReasons({ reasons }: { reasons: Comparison["unsure"] }) {
  return (
    <ul className="grid gap-0.5">
      {reasons.map(({ reason, findings }) => (
        <li key={reason}>
          {reasons.length > 1 ? <b className="font-label">{findings.toLocaleString("en-GB")}: </b> : null}
          {reason}
        </li>
      ))}
    </ul>
  );
}
