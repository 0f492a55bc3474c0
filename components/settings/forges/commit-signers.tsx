"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { PenLine, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { api } from "#client/api.ts";
import type { CommitSignerView } from "#contracts/supply-chain/forges.ts";
import { ConfirmDialog } from "../../shell/confirm-dialog.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { useDone } from "../../shell/use-done.ts";
import { Button } from "../../ui/button.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { EmptyState, SkeletonRows } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";

const SignerDialog = dynamic(() => import("./signer-dialog.tsx").then((m) => m.SignerDialog), { ssr: false });

/** Whose signatures on commits are trusted. */
export function CommitSigners() {
  const query = useQuery(api.commitSigners.list.queryOptions({ input: {} }));
  const [asked, setAsked] = useState<"add" | CommitSignerView | undefined>(undefined);
  const close = () => setAsked(undefined);
  const add = (
    <Button size="small" onClick={() => setAsked("add")} aria-haspopup="dialog">
      <Plus aria-hidden />
      Add a signer
    </Button>
  );
  return (
    <>
      <Panel title="Signers of commits" aside={query.data?.items.length === 0 ? undefined : add}>
        <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={4} />}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon={<PenLine aria-hidden />} title="No signer is registered yet" className="!py-8" action={add}>
                A commit counts as verified where its own bytes are signed by somebody registered here. A forge’s mark alone does
                not count.
              </EmptyState>
            ) : (
              <SignerTable signers={items} onRemove={setAsked} />
            )
          }
        </QueryView>
        <PanelFooter>
          SSH keys as git’s file of allowed signers has them, PGP keys, and identities of gitsign’s certificates by the trusted
          roots. A key that is not registered here proves nothing.
        </PanelFooter>
      </Panel>
      {asked === "add" ? <SignerDialog onClose={close} /> : null}
      {asked === undefined || asked === "add" ? null : <RemoveSigner signer={asked} onClose={close} />}
    </>
  );
}

const kindWords = { ssh: "SSH key", pgp: "PGP key", gitsign: "gitsign" } as const;

function SignerTable({ signers, onRemove }: { signers: readonly CommitSignerView[]; onRemove: (one: CommitSignerView) => void }) {
  return (
    <Table caption="Signers of commits">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Kind</th>
          <th scope="col">Signs as</th>
          <th scope="col">Added</th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {signers.map((one) => (
          <tr key={one.id} data-row>
            <th scope="row" className="!whitespace-normal [overflow-wrap:anywhere]">
              {visibleText(one.name)}
            </th>
            <td data-label="Kind">{kindWords[one.kind]}</td>
            <td data-label="Signs as" className="!whitespace-normal">
              <code className="text-ink-2 [overflow-wrap:anywhere]">{visibleText(one.signer)}</code>
            </td>
            <td data-label="Added" className="text-ink-2">
              <Time at={one.addedAt} format="day" /> by {visibleText(one.addedBy)}
            </td>
            <td className="num">
              <Button
                size="small"
                onClick={() => onRemove(one)}
                aria-label={`Remove ${visibleText(one.name)}`}
                aria-haspopup="dialog"
              >
                Remove
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function RemoveSigner({ signer: { id, name }, onClose }: { signer: CommitSignerView; onClose: () => void }) {
  const done = useDone({ queryKey: api.commitSigners.key(), onClose });
  const remove = useMutation(api.commitSigners.remove.mutationOptions({ onSuccess: () => done(`${name} is trusted no more.`) }));
  return (
    <ConfirmDialog
      title={`Remove ${visibleText(name)}?`}
      description="Commits with this signature count as signed by somebody whom nobody registered, from now on."
      keep="Keep it"
      action="Remove the signer"
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ id })}
      onClose={onClose}
    />
  );
}
