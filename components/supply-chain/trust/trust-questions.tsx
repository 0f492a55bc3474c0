"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";

interface QuestionProps {
  readonly profile: TrustProfileView;
  readonly onClose: () => void;
}

const again = "Images are verified again by what is trusted then; until that is done they stand as stale.";

/** Restates what turning off, or on, means. */
export function SwitchTrust({ profile: { id, name, enabled }, onClose }: QuestionProps) {
  const done = useDone({ onClose });
  const change = useMutation(
    api.trustProfiles.change.mutationOptions({ onSuccess: () => done(`${name} is turned ${enabled ? "off" : "on"}.`) }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${enabled ? "Turn off" : "Turn on"} ${name}?`}
      description={again}
      footer={
        <>
          <Button onClick={onClose}>Leave it</Button>
          <Button
            tone={enabled ? "danger" : "primary"}
            busy={change.isPending}
            onClick={() => change.mutate({ id, enabled: !enabled })}
          >
            {enabled ? "Turn it off" : "Turn it on"}
          </Button>
        </>
      }
    >
      {change.isError ? (
        <ProblemLine error={change.error} />
      ) : (
        <p className="text-ink-2">
          {enabled
            ? "What only it proves will be signed, and not verifiable."
            : "What it proves, and a policy allows, will be verified."}
        </p>
      )}
    </Dialog>
  );
}

/** Restates what removing means; the public-good root goes back to the one that is shipped. */
export function RemoveTrust({ profile: { id, name, kind }, onClose }: QuestionProps) {
  const back = kind === "publicGood";
  const done = useDone({ onClose });
  const remove = useMutation(
    api.trustProfiles.remove.mutationOptions({
      onSuccess: () => done(back ? `${name} is as it is shipped.` : `${name} is removed.`),
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={back ? "Put the shipped root back?" : `Remove ${name}?`}
      description={again}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id })}>
            {back ? "Put it back" : "Remove it"}
          </Button>
        </>
      }
    >
      {remove.isError ? (
        <ProblemLine error={remove.error} />
      ) : (
        <p className="text-ink-2">What only it proves will be signed, and not verifiable.</p>
      )}
    </Dialog>
  );
}
