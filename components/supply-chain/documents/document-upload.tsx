"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "#client/api.ts";
import { sendFile } from "#client/send-file.ts";
import { useMay } from "#client/session.ts";
import type { UploadedDocuments } from "#contracts/vulnerabilities.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { Input } from "../../ui/field.tsx";
import { FileButton } from "../../ui/file-button.tsx";
import { notify } from "../../ui/toast.tsx";
import { uploadedSentence } from "./document-words.ts";

/** Uploads a document about images, or one of the public lists; nothing for who may not. */
export function DocumentUpload() {
  const may = useMay("scan:run");
  const digestId = useId();
  const [digest, setDigest] = useState("");
  const cache = useQueryClient();
  const send = useMutation({
    mutationFn: async (file: File) => {
      const query = new URLSearchParams({
        fileName: file.name.slice(0, 200),
        ...(digest.trim() !== "" && { digest: digest.trim() }),
      });
      return (await sendFile("POST", `/security-documents?${query}`, file)) as UploadedDocuments;
    },
    onSuccess: (uploaded) => {
      notify(uploadedSentence(uploaded), { detail: uploaded.notes.join(" ") });
      setDigest("");
      const keys = [api.securityDocuments.key(), api.packages.key(), api.vulnerabilities.key()];
      return Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
  if (!may) return null;
  return (
    <div className="grid gap-2 border-line border-t px-4 py-3">
      {send.error === null ? null : <ProblemLine error={send.error} />}
      <div className="flex flex-wrap items-end gap-2">
        <span className="grid min-w-0 flex-1 basis-72 gap-1">
          <label htmlFor={digestId} className="text-12 text-ink-3">
            Digest of the image, where the document does not name it
          </label>
          <Input
            id={digestId}
            mono
            value={digest}
            placeholder="sha256:…"
            autoComplete="off"
            onChange={(event) => setDigest(event.target.value)}
          />
        </span>
        <FileButton
          accept=".json,.jsonl,.sarif,.csv,.gz,.zip"
          label="Document about images, JSON or CSV, plain or gzip, or an archive of OSV"
          busy={send.isPending}
          onFiles={([file]) => file && send.mutate(file)}
        >
          Upload a document
        </FileButton>
      </div>
      <p className="max-w-[92ch] text-12 text-ink-3">
        CycloneDX, SPDX 2.3, Trivy, Grype, SARIF, OpenVEX, CSAF VEX, Clair v4, or Trivy Operator’s reports from{" "}
        <code>kubectl get vulnerabilityreports,sbomreports -A -o json</code>. CISA’s KEV list as JSON and EPSS as CSV, too. Up to
        64 MB, plain or gzip. OSV as an ecosystem’s <code>all.zip</code> of up to 1 GB, or as advisories in JSON.
      </p>
    </div>
  );
}
