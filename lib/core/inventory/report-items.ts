import type { DocumentPlace } from "../supply-chain/documents/document.ts";
import type { Digest } from "../supply-chain/images/digest.ts";
import type { ItemBase } from "./items.ts";

/**
 * What a report of Trivy Operator is about. What it says is large, and no part of an inventory: it goes to whoever collects it
 * as a document. Of its metadata name and namespace are kept.
 */
export interface OperatorReportItem extends ItemBase {
  /** As the report writes it. */
  readonly image?: string;
  /** Of the image: of its manifest, in some versions of its configuration. Absent where it names none. */
  readonly digest?: Digest;
  /** The container that it was made for, where its labels say it. */
  readonly place?: DocumentPlace;
  /** RFC 3339, when the scanner looked. */
  readonly at?: string;
  readonly scannerVersion?: string;
}
