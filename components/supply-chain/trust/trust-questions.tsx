"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { TrustProfileView } from "#contracts/supply-chain/trust.ts";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";

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
    <ConfirmDialog
      title={`${enabled ? "Turn off" : "Turn on"} ${name}?`}
      description={again}
      keep="Leave it"
      action={enabled ? "Turn it off" : "Turn it on"}
      tone={enabled ? "danger" : "primary"}
      busy={change.isPending}
      error={change.error}
      onConfirm={() => change.mutate({ id, enabled: !enabled })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {enabled
          ? "What only it proves will be signed, and not verifiable."
          : "What it proves, and a policy allows, will be verified."}
      </p>
    </ConfirmDialog>
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
    <ConfirmDialog
      title={back ? "Put the shipped root back?" : `Remove ${name}?`}
      description={again}
      keep="Keep it"
      action={back ? "Put it back" : "Remove it"}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      <p className="text-ink-2">What only it proves will be signed, and not verifiable.</p>
    </ConfirmDialog>
  );
}
