/** What the toolbars of the matrix, of subjects and of paths narrow by alike. */
import { Choice } from "../ui/choice.tsx";
import { Checkbox } from "../ui/field.tsx";
import type { SubjectKind } from "./subject-words.ts";

const kinds = { "": "Every kind", ServiceAccount: "Service accounts", User: "Users", Group: "Groups" } as const;

/** Every kind of subject, or one of them. */
export function KindChoice({ kind, onKind }: { kind: SubjectKind | null; onKind: (kind: SubjectKind | null) => void }) {
  return <Choice label="Kind of subject" value={kind ?? ""} options={kinds} onChange={(next) => onKind(next || null)} />;
}

interface DefaultsProps {
  shown: "hide" | "show";
  /** How many are hidden by it. */
  hidden: number;
  onShown: (shown: "hide" | "show") => void;
}

/** Whether what Kubernetes itself creates, known by content, is among the rows. */
export function DefaultsBox({ shown, hidden, onShown }: DefaultsProps) {
  return (
    <Checkbox checked={shown === "show"} onCheckedChange={(checked) => onShown(checked === true ? "show" : "hide")}>
      Kubernetes’ own{hidden > 0 ? ` (${hidden.toLocaleString("en")})` : ""}
    </Checkbox>
  );
}
