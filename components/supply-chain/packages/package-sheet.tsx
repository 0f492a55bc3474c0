"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { QueryView } from "../../shell/query-view.tsx";
import { LazySheet } from "../../ui/lazy-sheet.tsx";
import { SkeletonRows } from "../../ui/states.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { DocumentOrigin } from "../documents/document-origin.tsx";
import { formatWords } from "../documents/document-words.ts";
import { FirstOf } from "../documents/first-of.tsx";
import { Places } from "../documents/places.tsx";

/** Where a package runs, and which documents say so. */
export function PackageSheet({ packageKey, onClose }: { packageKey: string; onClose: () => void }) {
  const query = useQuery(api.packages.places.queryOptions({ input: { key: packageKey } }));
  return (
    <LazySheet open onOpenChange={onClose} title={<code>{visibleText(packageKey)}</code>}>
      <QueryView query={query} skeleton={<SkeletonRows rows={6} columns={2} />}>
        {({ places, placeCount, documents, documentCount }) => (
          <div className="grid gap-4 px-5 py-4">
            {places.length === 0 ? (
              <p>No document lists it for an image that runs where you see.</p>
            ) : (
              <Places places={places} count={placeCount} />
            )}
            <section aria-label="Documents that say so">
              <h3 className="text-13">By</h3>
              <FirstOf shown={documents.length} count={documentCount} />
              <ul className="mt-1 grid gap-1 text-12">
                {documents.map(({ id, fileName, format, from }) => (
                  <li key={id} className="grid gap-0.5 [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                    {visibleText(`${fileName}, ${formatWords({ format })}`)}
                    <DocumentOrigin from={from} />
                  </li>
                ))}
              </ul>
            </section>
          </div>
        )}
      </QueryView>
    </LazySheet>
  );
}
