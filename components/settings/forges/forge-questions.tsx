"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { ForgeView } from "#contracts/supply-chain/forges.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/overlay.tsx";
import { notify } from "../../ui/toast.tsx";
import { TokenField } from "./forge-dialog.tsx";

interface QuestionProps {
  readonly forge: ForgeView;
  readonly onClose: () => void;
}

function useDone(onClose: () => void) {
  const cache = useQueryClient();
  return async (words: string) => {
    await cache.invalidateQueries({ queryKey: api.forges.key() });
    notify(words);
    onClose();
  };
}

/** Gives a forge's token, or erases it. */
export function TokenDialog({ forge: { id, host, kind, api: sentTo, token: present }, onClose }: QuestionProps) {
  const [token, setToken] = useState("");
  const done = useDone(onClose);
  const put = useMutation(
    api.forges.putToken.mutationOptions({ gcTime: 0, onSuccess: () => done(`${host} has its token, and is asked now.`) }),
  );
  const erase = useMutation(api.forges.eraseToken.mutationOptions({ onSuccess: () => done(`The token of ${host} is erased.`) }));
  if (kind === "scorecard") return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Token for ${host}`}
      description={`It is sealed for ${sentTo} and sent nowhere else. Nobody can read it again.`}
      footer={
        <>
          {present === undefined ? null : (
            <Button tone="danger" className="mr-auto" busy={erase.isPending} onClick={() => erase.mutate({ id })}>
              Erase the present one
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="token" tone="primary" busy={put.isPending}>
            Seal it
          </Button>
        </>
      }
    >
      <form
        id="token"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          put.mutate({ id, token });
        }}
      >
        {erase.error === null ? null : <ProblemLine error={erase.error} />}
        {put.error === null ? null : <ProblemLine error={put.error} />}
        <TokenField kind={kind} value={token} onChange={setToken} error={put.error} required />
      </form>
    </Dialog>
  );
}

/** Restates what closing a forge means. */
export function CloseDialog({ forge: { id, host, commits, token }, onClose }: QuestionProps) {
  const done = useDone(onClose);
  const remove = useMutation(api.forges.remove.mutationOptions({ onSuccess: () => done(`${host} is not asked any more.`) }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Close ${host}?`}
      description="It is not asked from now on. What it answered is kept and grows old."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button tone="danger" busy={remove.isPending} onClick={() => remove.mutate({ id })}>
            Close the forge
          </Button>
        </>
      }
    >
      {remove.isError ? (
        <ProblemLine error={remove.error} />
      ) : (
        <p className="text-ink-2">
          {counted(commits, "commit")} of it {commits === 1 ? "is" : "are"} named by images that run.
          {token === undefined ? "" : " Its token is erased."}
        </p>
      )}
    </Dialog>
  );
}
