"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { createParser, useQueryState } from "nuqs";
import { useState } from "react";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import { formatBytes, uploadLimit, uploadSnapshot } from "#client/upload.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Input } from "../../ui/field.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { WizardFoot } from "./wizard-foot.tsx";
import { nameFrom } from "./wizard-state.ts";

const clusterParser = createParser({
  parse: (text: string) => (/^cls_[a-z0-9]{10,40}$/.test(text) ? text : null),
  serialize: (text: string) => text,
});

interface UploadStepProps {
  onBack: (() => void) | undefined;
  /** The scan of what was uploaded has begun. */
  onDone: (scanId: string) => void;
}

function Drop({ file, onFile }: { file: File | undefined; onFile: (file: File) => void }) {
  const [over, setOver] = useState(false);
  return (
    <label
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const [dropped] = event.dataTransfer.files;
        if (dropped !== undefined) onFile(dropped);
      }}
      className={`grid min-h-36 cursor-pointer place-items-center content-center gap-1 rounded-control border px-4 text-center has-focus-visible:[box-shadow:var(--focus-ring)] ${over ? "border-accent bg-accent-soft" : "border-line-strong hover:bg-sunk"}`}
    >
      <FileUp aria-hidden className="size-6 stroke-[1.5] text-ink-3" />
      {file === undefined ? (
        <span>
          <b className="font-label text-accent-text">Choose a file</b> or drop it here
        </span>
      ) : (
        <span className="[overflow-wrap:anywhere]">
          <code className="font-label">{file.name}</code> · {formatBytes(file.size)}
        </span>
      )}
      <span className="text-12 text-ink-3">
        a file of <code>npx drydock snapshot</code>, the output of <code>kubectl get -A -o yaml</code> or <code>json</code>, or an
        archive of manifests
      </span>
      <input
        type="file"
        className="sr-only"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen !== undefined) onFile(chosen);
        }}
      />
    </label>
  );
}

function useUpload(onDone: (scanId: string) => void) {
  const cache = useQueryClient();
  const [sent, setSent] = useState(0);
  const upload = useMutation({
    mutationFn: (input: { file: File; name?: string; cluster?: string }) => uploadSnapshot({ ...input, onProgress: setSent }),
    onSuccess: ({ scan }) => {
      void cache.invalidateQueries({ queryKey: api.fleet.key() });
      onDone(scan.id);
    },
  });
  return { upload, sent };
}

/** A snapshot as a new cluster, or as a newer look at one that was uploaded before. */
export function UploadStep({ onBack, onDone }: UploadStepProps) {
  const [clusterId] = useQueryState("cluster", clusterParser);
  const known = useQuery({
    ...api.clusters.get.queryOptions({ input: { id: clusterId ?? "" } }),
    enabled: clusterId !== null,
  }).data;
  const [file, setFile] = useState<File | undefined>(undefined);
  const [name, setName] = useState("");
  const { upload, sent } = useUpload(onDone);
  const tooLarge = file !== undefined && file.size > uploadLimit;
  const problem = upload.isError ? problemOf(upload.error) : undefined;
  const nameError = problem?.code === "nameTaken" ? problem.title : issueFor(upload.error, "name");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file !== undefined) upload.mutate(clusterId === null ? { file, name: name.trim() } : { file, cluster: clusterId });
      }}
    >
      <Panel
        title={
          clusterId === null
            ? "Upload a snapshot"
            : `${known?.lastScan === undefined ? "A snapshot of" : "A newer look at"} ${known?.name ?? "the cluster"}`
        }
      >
        <div className="grid gap-4 p-4">
          <Drop
            file={file}
            onFile={(chosen) => {
              setFile(chosen);
              if (name === "")
                setName(nameFrom(chosen.name.replace(/(\.drydock)?\.(ndjson|json|ya?ml|tar|tgz|gz|zip)(\.gz)?$/i, "")));
            }}
          />
          {tooLarge ? <p className="text-critical">This file is larger than {formatBytes(uploadLimit)}.</p> : null}
          {clusterId === null ? (
            <Field label="Name" hint="As it stands in the fleet." error={nameError} className="max-w-[480px]">
              {(control) => (
                <Input {...control} mono required maxLength={63} value={name} onChange={(event) => setName(event.target.value)} />
              )}
            </Field>
          ) : null}
          {upload.isPending ? (
            <p role="status" className="text-ink-2">
              {sent < 1 ? `Sending: ${Math.floor(sent * 100)} %` : "Checking and storing it"}
            </p>
          ) : null}
        </div>
      </Panel>
      {problem === undefined || nameError !== undefined ? null : (
        <ErrorState className="mt-4 rounded-panel border border-line bg-panel" error={problem} />
      )}
      <WizardFoot onBack={onBack}>
        <Button type="submit" tone="primary" size="large" disabled={file === undefined || tooLarge} busy={upload.isPending}>
          Upload and assess
        </Button>
      </WizardFoot>
    </form>
  );
}
