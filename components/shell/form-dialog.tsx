import { type ReactNode, useId } from "react";
import { problemOf } from "#client/problem.ts";
import { ProblemLine } from "../auth/problem-line.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/overlay.tsx";

interface FormDialogProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** What the button does that submits. */
  readonly action: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly width?: 480 | 640 | 800;
  /** Told above the fields, where it names none of them: then the field tells it. */
  readonly error: Error | null;
  /** Another button, at the other end. */
  readonly aside?: ReactNode;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question as a form with one action. */
export function FormDialog(props: FormDialogProps) {
  const { title, description, action, busy, disabled = false, width = 640, error, aside, onSubmit, onClose, children } = props;
  const form = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      width={width}
      footer={
        <>
          {aside}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} tone="primary" busy={busy} disabled={disabled}>
            {action}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {error === null || problemOf(error).issues?.length ? null : <ProblemLine error={error} />}
        {children}
      </form>
    </Dialog>
  );
}
