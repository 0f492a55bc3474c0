"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import type { DocumentOriginView, SecurityDocumentParts } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { ProblemLine } from "../../auth/problem-line.tsx";
import { QueryView } from "../../shell/query-view.tsx";
import { Button } from "../../ui/button.tsx";
import { LazySheet } from "../../ui/lazy-sheet.tsx";
import { Facts } from "../../ui/panel.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { DocumentOrigin } from "./document-origin.tsx";
import { contentWords, formatWords } from "./document-words.ts";

/** One document: of which image it is, and what it says that the image holds. */
export function DocumentSheet({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(api.securityDocuments.get.queryOptions({ input: { id } }));
  return (
    <LazySheet open onOpenChange={onClose} title={visibleText(query.data?.document.fileName ?? "Document")}>
      <QueryView query={query} skeleton={<SkeletonRows rows={8} columns={2} />}>
        {(parts) => <Parts parts={parts} onClose={onClose} />}
      </QueryView>
    </LazySheet>
  );
}

const aPage = 100;

function Parts({ parts: { document, parts, secrets }, onClose }: { parts: SecurityDocumentParts; onClose: () => void }) {
  const [text, setText] = useState("");
  const [shown, setShown] = useState(aPage);
  const found = parts.filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  return (
    <div className="grid gap-4 px-5 py-4">
      <Facts
        items={[
          { name: "Format", value: formatWords(document) },
          { name: "Says", value: contentWords(document) },
          {
            name: "Of",
            value: document.digests.length === 0 ? "products that it names" : <Digests digests={document.digests} />,
          },
          { name: document.from.origin === "upload" ? "Uploaded" : "First read", value: <Time at={document.uploadedAt} /> },
          { name: "Vouched for", value: <Origin from={document.from} /> },
        ]}
      />
      {secrets.length === 0 ? null : (
        <section aria-label="Exposed secrets">
          <h3 className="text-13">{counted(secrets.length, "exposed secret")}</h3>
          <ul className="mt-1 grid gap-1 text-12">
            {secrets.map(({ rule, path }) => (
              <li key={`${rule} ${path}`}>
                <code className="[overflow-wrap:anywhere]">{visibleText(`${path}: ${rule}`)}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {parts.length === 0 ? null : (
        <section aria-label="Packages">
          <SearchField label="Filter the packages" placeholder="Package" value={text} onText={setText} className="w-full" />
          <ul className="mt-2 grid gap-1 text-12">
            {found.slice(0, shown).map(({ name, version, licences }) => (
              <li key={`${name} ${version}`} className="flex flex-wrap justify-between gap-x-3">
                <code className="min-w-0 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                  {visibleText(`${name} ${version ?? ""}`)}
                </code>
                <span className="text-ink-3">{visibleText(licences.join(", "))}</span>
              </li>
            ))}
          </ul>
          {found.length > shown ? (
            <Button size="small" tone="quiet" className="mt-2" onClick={() => setShown(shown + aPage)}>
              Show more of {found.length.toLocaleString("en")}
            </Button>
          ) : null}
        </section>
      )}
      {document.from.origin === "upload" ? <Remove id={document.id} onDone={onClose} /> : null}
    </div>
  );
}

function Digests({ digests }: { digests: readonly string[] }) {
  return digests.map((digest) => (
    <code key={digest} className="block [overflow-wrap:anywhere]">
      {visibleText(digest)}
    </code>
  ));
}

function Origin({ from }: { from: DocumentOriginView }) {
  return (
    <>
      <DocumentOrigin from={from} />
      <span className="block text-12 text-ink-3 [overflow-wrap:anywhere]">{visibleText(from.reason)}</span>
    </>
  );
}

function Remove({ id, onDone }: { id: string; onDone: () => void }) {
  const may = useMay("scan:run");
  const cache = useQueryClient();
  const remove = useMutation({
    mutationFn: () => api.securityDocuments.remove.call({ id }),
    onSuccess: () => {
      onDone();
      const keys = [api.securityDocuments.key(), api.packages.key(), api.vulnerabilities.key()];
      return Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
    },
  });
  if (!may) return null;
  return (
    <div className="grid gap-2">
      {remove.error === null ? null : <ProblemLine error={remove.error} />}
      <Button className="justify-self-start" busy={remove.isPending} onClick={() => remove.mutate()}>
        <Trash2 aria-hidden />
        Remove the document
      </Button>
    </div>
  );
}
