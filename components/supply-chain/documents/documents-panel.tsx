"use client";
import { useQuery } from "@tanstack/react-query";
import { parseAsString, useQueryState } from "nuqs";
import { api } from "#client/api.ts";
import type { SecurityDocumentList, SecurityDocumentView } from "#contracts/vulnerabilities.ts";
import { counted } from "../../access/subject-words.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { VerdictGlyph } from "../../ui/glyphs.tsx";
import { Panel, PanelFooter } from "../../ui/panel.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { Table } from "../../ui/table.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { DocumentOrigin } from "./document-origin.tsx";
import { DocumentSheet } from "./document-sheet.tsx";
import { DocumentUpload } from "./document-upload.tsx";
import { contentWords, formatWords } from "./document-words.ts";
import { OperatorReports } from "./operator-reports.tsx";
import { clairSentence } from "./operator-words.ts";
import { OsvDumps } from "./osv-dumps.tsx";

const documentParser = parseAsString.withOptions({ history: "push" });

/** The documents that packages and vulnerabilities are known by, with the upload; one opens beside the page. */
export function DocumentsPanel() {
  const query = useQuery(api.securityDocuments.list.queryOptions());
  const [opened, setOpened] = useQueryState("document", documentParser);
  return (
    <Panel title="Documents" className="mt-6">
      <QueryView query={query} skeleton={<SkeletonRows rows={4} columns={4} />}>
        {(list) => (
          <>
            <Documents list={list} onOpen={(id) => void setOpened(id)} />
            <OperatorReports operators={list.operators} />
            <OsvDumps osv={list.osv} />
          </>
        )}
      </QueryView>
      <DocumentUpload />
      {opened === null ? null : <DocumentSheet id={opened} onClose={() => void setOpened(null)} />}
    </Panel>
  );
}

function Documents({ list, onOpen }: { list: SecurityDocumentList; onOpen: (id: string) => void }) {
  return (
    <>
      {list.documents.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">
          No document was uploaded, and none is attested beside an image: nothing is known of what images hold.
        </p>
      ) : (
        <Table caption="Documents about images">
          <thead>
            <tr>
              <th scope="col">Document</th>
              <th scope="col">Says</th>
              <th scope="col">By</th>
              <th scope="col">Made</th>
              <th scope="col">Runs</th>
            </tr>
          </thead>
          <tbody>
            {list.documents.map((document) => (
              <DocumentRow key={document.id} document={document} onOpen={onOpen} />
            ))}
          </tbody>
        </Table>
      )}
      {list.total > list.documents.length ? (
        <p className="px-4 py-2 text-12 text-ink-3">
          The first {list.documents.length.toLocaleString("en")} of {counted(list.total, "document")}.
        </p>
      ) : null}
      <Lists list={list} />
    </>
  );
}

function DocumentRow({ document, onOpen }: { document: SecurityDocumentView; onOpen: (id: string) => void }) {
  const { id, fileName, names, digests, given, tool, toolVersion, at, containers, notes, from } = document;
  const by = [tool, toolVersion].filter(Boolean).join(" ");
  return (
    <tr>
      <th scope="row" className="max-w-[380px] !whitespace-normal py-2 align-top">
        <button type="button" className="min-h-6 text-left hover:underline" onClick={() => onOpen(id)}>
          <span className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(fileName)}</span>
        </button>
        <code className="block text-12 text-ink-3 [overflow-wrap:anywhere]">
          {visibleText(names[0] ?? "")} {digests[0]?.slice(0, 19) ?? ""}
          {given ? " (named at the upload)" : ""}
        </code>
        <DocumentOrigin from={from} />
      </th>
      <td data-label="Says" className="max-w-[240px] !whitespace-normal pt-3 pb-2 align-top text-12 leading-4">
        {contentWords(document)}
        {notes.map((note) => (
          <span key={note} className="mt-1 block text-ink-3 [overflow-wrap:anywhere]">
            {visibleText(note)}
          </span>
        ))}
      </td>
      <td data-label="By" className="pt-3 pb-2 align-top text-12 leading-4">
        {formatWords(document)}
        {tool === undefined || by === formatWords(document) ? null : <span className="block text-ink-3">{visibleText(by)}</span>}
      </td>
      <td data-label="Made" className="pt-3 pb-2 align-top text-12 leading-4">
        <Time at={at} format="day" />
      </td>
      <td data-label="Runs" className="pt-3 pb-2 align-top text-12 leading-4">
        {containers > 0 ? (
          counted(containers, "container")
        ) : digests.length === 0 ? (
          ""
        ) : (
          <span className="text-ink-3">nowhere that is seen</span>
        )}
      </td>
    </tr>
  );
}

function Lists({ list: { kev, epss, clair } }: { list: SecurityDocumentList }) {
  return (
    <PanelFooter className="flex flex-wrap gap-x-6 gap-y-1">
      {[
        { name: "Known exploited (KEV)", list: kev },
        { name: "Likelihood (EPSS)", list: epss },
      ].map(({ name, list }) => (
        <span key={name} className="inline-flex flex-wrap items-center gap-1.5">
          {list === undefined ? <VerdictGlyph verdict="notAssessed" /> : null}
          {name}:
          {list === undefined ? (
            " no list was loaded, so that it is unknown"
          ) : (
            <>
              {counted(list.entries, "entry", "entries")} of <Time at={list.datedAt ?? list.loadedAt} format="day" />
            </>
          )}
        </span>
      ))}
      <span className="inline-flex flex-wrap items-center gap-1.5">
        {clair.known === 0 || clair.failed > 0 ? <VerdictGlyph verdict="notAssessed" /> : null}
        Clair: {clairSentence(clair)}
        {clair.lookedAt === undefined ? null : (
          <>
            , asked <Time at={clair.lookedAt} />
          </>
        )}
        {clair.failure === undefined ? null : <span className="[overflow-wrap:anywhere]">{visibleText(clair.failure)}</span>}
      </span>
    </PanelFooter>
  );
}
