"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { sendFile } from "#client/send-file.ts";
import { useMay } from "#client/session.ts";
import { formatBytes } from "#client/upload.ts";
import type { EvidencePackView, UploadedPack } from "#contracts/evidence-packs.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { notify } from "../../ui/toast.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { RemoveButton } from "../remove-button.tsx";
import { packWords, uploadedPackSentence } from "./pack-words.ts";

/** What people uploaded about the image, to be judged beside what its registry has, with the upload. */
export function EvidencePacks({ id }: { id: string }) {
  const query = useQuery(api.evidencePacks.list.queryOptions({ input: { id } }));
  return (
    <Panel title="Evidence packs" className="mt-4">
      <QueryView query={query} skeleton={<SkeletonRows rows={2} columns={2} />}>
        {({ packs }) =>
          packs.length === 0 ? (
            <p className="px-4 py-3 text-ink-3">No evidence was uploaded: the trail rests on what its registry and forge have.</p>
          ) : (
            <ul aria-label="Evidence packs" className="divide-y divide-line">
              {packs.map((pack) => (
                <Pack key={pack.id} pack={pack} />
              ))}
            </ul>
          )
        }
      </QueryView>
      <Upload id={id} />
    </Panel>
  );
}

/** A pack changes the trail, and what is known of packages and vulnerabilities. */
function changedBy() {
  return [api.evidencePacks.key(), api.images.key(), api.securityDocuments.key()];
}

function Pack({ pack }: { pack: EvidencePackView }) {
  const { id, name, size, uploadedBy, uploadedAt } = pack;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-64">
        <span className="block [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(name)}</span>
        <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
          {packWords(pack)}, {formatBytes(size)}. Uploaded by {visibleText(uploadedBy)} <Time at={uploadedAt} />
        </span>
      </span>
      <RemoveButton
        label={`Remove ${visibleText(name)}`}
        remove={() => api.evidencePacks.remove.call({ id })}
        changes={changedBy()}
      />
    </li>
  );
}

function Upload({ id }: { id: string }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: async (file: File) => {
      const query = new URLSearchParams({ fileName: file.name.slice(0, 200) });
      return (await sendFile("POST", `/images/${id}/packs?${query}`, file)) as UploadedPack;
    },
    onSuccess: (uploaded) => {
      notify(uploadedPackSentence(uploaded), { detail: "It is verified in a moment, as what a registry has." });
      return Promise.all(changedBy().map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
  if (!may) return null;
  return (
    <div className="grid gap-2 border-line border-t px-4 py-3">
      {send.error === null ? null : <ProblemLine error={send.error} />}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 max-w-[80ch] flex-1 basis-72 text-12 text-ink-3">
          Where no registry may be asked: an OCI layout as a tar, as <code>skopeo</code>, <code>docker save</code> and{" "}
          <code>cosign save</code> write it, or bundles one a line from <code>gh attestation download</code>. Up to 256 MB; the
          layers of images are passed by.
        </p>
        <FileButton
          accept=".tar,.tgz,.gz,.zst,.json,.jsonl,.ndjson"
          label="Evidence about the image: an OCI layout as a tar, or bundles one a line"
          busy={send.isPending}
          onFiles={([file]) => file && send.mutate(file)}
        >
          Upload evidence
        </FileButton>
      </div>
    </div>
  );
}
