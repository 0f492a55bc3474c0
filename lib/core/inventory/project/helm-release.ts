import type { HelmReleaseItem, ReleasedDocument } from "../platform-items.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, integer, objects, requiredText, text } from "./read.ts";

/**
 * What a record of Helm looks like once it is decoded, with the heads of its documents in the place of their text:
 * `{ metadata, revision, status, modifiedAt, documents, unreadDocuments }`.
 */
export function projectHelmRelease(release: Fields, intern: Intern): HelmReleaseItem {
  return compact({
    meta: projectMeta(release, intern),
    revision: integer(release.revision, "revision") ?? 0,
    status: text(release.status, "status"),
    modifiedAt: text(release.modifiedAt, "modifiedAt"),
    documents: objects(release.documents, "documents").map((document) => intern.value(projectDocument(document))),
    unreadDocuments: integer(release.unreadDocuments, "unreadDocuments") || undefined,
  });
}

function projectDocument(document: Fields): ReleasedDocument {
  return compact({
    apiVersion: requiredText(document.apiVersion, "documents.apiVersion"),
    kind: requiredText(document.kind, "documents.kind"),
    name: text(document.name, "documents.name"),
    namespace: text(document.namespace, "documents.namespace"),
  });
}
