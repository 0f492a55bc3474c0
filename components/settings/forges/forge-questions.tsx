"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { ForgeView } from "#contracts/supply-chain/forges.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { FormDialog } from "../../shell/form-dialog.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { TokenField } from "./forge-dialog.tsx";

interface QuestionProps {
  readonly forge: ForgeView;
  readonly onClose: () => void;
}

/** Gives a forge's token, or erases it. */
export function TokenDialog({ forge: { id, host, kind, api: sentTo, token: present }, onClose }: QuestionProps) {
  const [token, setToken] = useState("");
  const done = useDone({ queryKey: api.forges.key(), onClose });
  const put = useMutation(
    api.forges.putToken.mutationOptions({ gcTime: 0, onSuccess: () => done(`${host} has its token, and is asked now.`) }),
  );
  const erase = useMutation(api.forges.eraseToken.mutationOptions({ onSuccess: () => done(`The token of ${host} is erased.`) }));
  if (kind === "scorecard") return null;
  return (
    <FormDialog
      title={`Token for ${host}`}
      description={`It is sealed for ${sentTo} and sent nowhere else. Nobody can read it again.`}
      action="Seal it"
      busy={put.isPending}
      width={480}
      error={null}
      aside={
        present === undefined ? null : (
          <Button tone="danger" className="mr-auto" busy={erase.isPending} onClick={() => erase.mutate({ id })}>
            Erase the present one
          </Button>
        )
      }
      onSubmit={() => put.mutate({ id, token })}
      onClose={onClose}
    >
      {erase.error === null ? null : <ProblemLine error={erase.error} />}
      {put.error === null ? null : <ProblemLine error={put.error} />}
      <TokenField kind={kind} value={token} onChange={setToken} error={put.error} required />
    </FormDialog>
  );
}

/** Restates what closing a forge means. */
export function CloseDialog({ forge: { id, host, kind, commits, token }, onClose }: QuestionProps) {
  const done = useDone({ queryKey: api.forges.key(), onClose });
  const remove = useMutation(api.forges.remove.mutationOptions({ onSuccess: () => done(`${host} is not asked any more.`) }));
  return (
    <ConfirmDialog
      title={`Close ${host}?`}
      description="It is not asked from now on. What it answered is kept and grows old."
      keep="Keep it"
      action="Close the forge"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    >
      <p className="text-ink-2">
        {kind === "clair"
          ? "Its reports are kept as long as their images run."
          : `${counted(commits, "commit")} of it ${commits === 1 ? "is" : "are"} named by images that run.`}
        {token === undefined ? "" : " Its token is erased."}
      </p>
    </ConfirmDialog>
  );
}
