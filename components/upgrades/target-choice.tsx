import type { UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { Choice } from "../ui/choice.tsx";
import { Segmented } from "../ui/segmented.tsx";

const mostSegments = 4;

/** The minors that one can go to; what is past them, or behind, comes by the address alone. */
export function TargetChoice({ plan, onTarget }: { plan: UpgradePlanView; onTarget: (minor: string) => void }) {
  const minors = plan.steps.map(({ minor }) => minor);
  const chosen = plan.target?.target;
  if (minors.length === 0 || chosen === undefined) return null;
  if (minors.length <= mostSegments && minors.includes(chosen))
    return (
      <Segmented
        label="Target"
        className="h-8 print:hidden"
        value={chosen}
        onChange={onTarget}
        options={minors.map((minor) => ({ value: minor, label: minor === chosen ? `To ${minor}` : minor }))}
      />
    );
  const all = minors.includes(chosen) ? minors : [...minors, chosen];
  return (
    <Choice
      label="Target"
      value={chosen}
      options={Object.fromEntries(all.map((minor) => [minor, `To ${minor}`]))}
      onChange={onTarget}
    />
  );
}
