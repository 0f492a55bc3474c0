import { ArrowLeft } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";

/** Back at the left, onward at the right. */
export function WizardFoot({ onBack, children }: { onBack: (() => void) | undefined; children?: ReactNode }) {
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
      {onBack === undefined ? (
        <span />
      ) : (
        <Button tone="quiet" size="large" onClick={onBack}>
          <ArrowLeft aria-hidden />
          Back
        </Button>
      )}
      <div className="flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
