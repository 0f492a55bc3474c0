/** What differs between scans, as a report shows it: redacted before it is put into words, so that words are made of what may show. */
import type { SubjectDifference } from "../../core/rbac/difference/difference.ts";
import type { RoleDrift } from "../../core/rbac/difference/drift.ts";
import type { Extent } from "../../core/rbac/difference/extent.ts";
import type { Right } from "../../core/rbac/difference/right.ts";
import { nameRedactor, redactedName } from "./chain-entries.ts";
import type { Redactor } from "./redactor.ts";

function redactedExtent({ all, of, except }: Extent, text: (word: string) => string): Extent {
  return { all, of: of.map(text), except: except.map(text) };
}

function redactedRight(right: Right, redactor: Redactor): Right {
  if (right.about === "urls") return { ...right, urls: redactedExtent(right.urls, redactor.text) };
  const { of, except } = right.resources;
  return { ...right, names: redactedExtent(right.names, nameRedactor([...of, ...except], redactor)) };
}

export function redactedDifference({ subject, presence, changes }: SubjectDifference, redactor: Redactor): SubjectDifference {
  const { text } = redactor;
  return {
    subject: redactor.subject(subject),
    presence,
    changes: changes.map(({ scope, rights, held, causes, gaps, unsureIn, ...change }) => ({
      ...change,
      scope: scope === "cluster" ? scope : scope.map(text),
      rights: rights.map((right) => redactedRight(right, redactor)),
      held: held.map(({ namespace }) => ({ namespace: text(namespace), rights: [] })),
      causes: causes.map(({ kind, name, namespace, ...cause }) => ({
        ...{ kind, ...cause },
        ...redactedName({ kind, name, namespace }, redactor),
      })),
      gaps: redactor.gaps(gaps),
      unsureIn: unsureIn && {
        namespaces: unsureIn.namespaces === "all" ? unsureIn.namespaces : unsureIn.namespaces.map(text),
        gaps: redactor.gaps(unsureIn.gaps),
      },
    })),
  };
}

export function redactedRole({ kind, name, namespace, variants }: RoleDrift, redactor: Redactor): RoleDrift {
  return {
    kind,
    ...redactedName({ kind, name, namespace }, redactor),
    variants: variants.map(({ more, less, ...variant }) => ({
      ...variant,
      more: more.map((right) => redactedRight(right, redactor)),
      less: less.map((right) => redactedRight(right, redactor)),
    })),
  };
}
