import type { ReactNode } from "react";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";

interface ConfirmDialogProps {
  readonly title: ReactNode;
  readonly description: ReactNode;
  /** What the button says that changes nothing. */
  readonly keep: string;
  readonly action: string;
  readonly tone?: "danger" | "primary";
  readonly busy: boolean;
  /** Told in the place of `children`. */
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  /** What else is to be known before. */
  readonly children?: ReactNode;
}

/** Restates what something means before it is done. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, keep, action, tone = "danger", busy, error, onConfirm, onClose, children } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button tone={tone} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      {error === null ? children : <ProblemLine error={error} />}
    </Dialog>
  );
}
