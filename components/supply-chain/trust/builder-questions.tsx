"use client";
import { useMutation } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { visibleText } from "../../ui/visible-text.ts";

interface QuestionProps {
  readonly builder: TrustedBuilderView;
  readonly onClose: () => void;
}

const again = "Images are judged again by the map as it is then; until that is done they stand as stale.";

/** Restates what turning off, or on, means. */
export function SwitchBuilder({ builder, onClose }: QuestionProps) {
  const { id, enabled, level } = builder;
  const name = visibleText(builder.name);
  const done = useDone({ onClose });
  const change = useMutation(
    api.trustedBuilders.change.mutationOptions({ onSuccess: () => done(`${name} is turned ${enabled ? "off" : "on"}.`) }),
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
          ? "Builds that no other entry knows are at level 1 then."
          : `Verified builds that it knows reach level ${level} then.`}
      </p>
    </ConfirmDialog>
  );
}

/** Restates what removing means; an entry of the release goes back to how it is shipped. */
export function RemoveBuilder({ builder: { id, name, shipped }, onClose }: QuestionProps) {
  const back = shipped !== undefined;
  const shown = visibleText(name);
  const done = useDone({ onClose });
  const remove = useMutation(
    api.trustedBuilders.remove.mutationOptions({
      onSuccess: () => done(back ? "The entry is as it is shipped." : `${shown} is removed.`),
    }),
  );
  return (
    <ConfirmDialog
      title={back ? `Put ${shown} back?` : `Remove ${shown}?`}
      description={again}
      keep="Keep it"
      action={back ? "Put it back" : "Remove it"}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {back ? "What was changed of it is lost." : "Builds that no other entry knows are at level 1 then."}
      </p>
    </ConfirmDialog>
  );
}
