import type { ReactNode } from "react";
import { nameOfKind, SubjectShape } from "../access/subject.tsx";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import styles from "./matrix.module.css";
import type { RowTitle } from "./matrix-row.tsx";
import { dangerousText, rowLevel } from "./row-summary.ts";

interface HeaderProps {
  readonly title: RowTitle | undefined;
  readonly width: number;
  readonly active: boolean;
  readonly open: boolean;
}

/** What a row is about, which stays while the columns scroll. */
export function RowHeader({ title, width, active, open }: HeaderProps) {
  return (
    <th
      scope="row"
      aria-colindex={1}
      aria-selected={open || undefined}
      data-column={0}
      tabIndex={active ? 0 : undefined}
      aria-label={title === undefined ? "loading" : labelOf(title)}
      className={styles.header}
      style={{ width }}
    >
      {title === undefined ? <span className="h-2.5 w-2/5 rounded-control bg-raise" /> : contentOf(title)}
    </th>
  );
}

/** @returns what a row is about and what is counted of it, in words: a reader hears them instead of shapes and numbers. */
function labelOf(title: RowTitle): string {
  return visibleText(`${nameOf(title)}, ${countWords(title)}`);
}

function nameOf(title: RowTitle): string {
  if (title.kind === "subject") return `${nameOfKind(title.row.subject.kind)} ${subjectLabel(title.row.subject)}`;
  return title.kind === "resource" ? title.label : (title.row.namespace ?? "The whole cluster");
}

function countWords(title: RowTitle): string {
  switch (title.kind) {
    case "subject":
      return `${counted(title.row.dangerous, "dangerous right")}${title.row.incomplete ? ", not seen in full" : ""}`;
    case "resource": {
      const { subjects, dangerous, unknown } = title.row;
      const words = [
        counted(subjects, "subject"),
        dangerous > 0 ? `${dangerous} of them dangerous` : "",
        unknown > 0 ? `${unknown} not seen in full` : "",
      ];
      return words.filter((word) => word !== "").join(", ");
    }
    case "namespace":
      return `${counted(title.row.subjects, "subject")}${title.row.complete ? "" : ", not seen in full"}`;
  }
}

function contentOf(title: RowTitle): ReactNode {
  switch (title.kind) {
    case "subject":
      return <Subject title={title} />;
    case "resource":
      return <Resource title={title} />;
    case "namespace":
      return <Namespace title={title} />;
  }
}

type TitleOf<Kind extends RowTitle["kind"]> = Extract<RowTitle, { kind: Kind }>;

function Subject({ title }: { title: TitleOf<"subject"> }) {
  const { row } = title;
  const { subject } = row;
  const level = rowLevel(row);
  return (
    <>
      <SubjectShape kind={subject.kind} />
      <code title={nameOf(title)} className={styles.name}>
        {subject.namespace === undefined ? null : <span>{subject.namespace}/</span>}
        {visibleText(subject.name)}
      </code>
      <Aside none={row.dangerous === 0} text={dangerousText(row)} words={countWords(title)}>
        {level === undefined ? null : <SeverityGlyph severity={level} />}
        {row.incomplete && level === undefined ? <VerdictGlyph verdict="notAssessed" /> : null}
      </Aside>
    </>
  );
}

function Resource({ title }: { title: TitleOf<"resource"> }) {
  const { row, label } = title;
  const { subjects, dangerous, unknown } = row;
  return (
    <>
      <code title={label} className={styles.name} data-unserved={row.discovered ? undefined : ""}>
        {visibleText(label)}
      </code>
      <Aside none={subjects === 0} text={`${subjects}${unknown > 0 ? "+" : ""}`} words={countWords(title)}>
        {dangerous > 0 ? <SeverityGlyph severity="high" /> : null}
        {unknown > 0 && dangerous === 0 ? <VerdictGlyph verdict="notAssessed" /> : null}
      </Aside>
    </>
  );
}

function Namespace({ title }: { title: TitleOf<"namespace"> }) {
  const { namespace, subjects, complete } = title.row;
  return (
    <>
      {namespace === undefined ? (
        <span className={styles.name}>The whole cluster</span>
      ) : (
        <code title={namespace} className={styles.name}>
          {visibleText(namespace)}
        </code>
      )}
      <Aside
        none={subjects === 0 && complete}
        text={complete ? `${subjects}` : subjects === 0 ? "?" : `${subjects}+`}
        words={countWords(title)}
      >
        {complete ? null : <VerdictGlyph verdict="notAssessed" />}
      </Aside>
    </>
  );
}

interface AsideProps {
  readonly none: boolean;
  readonly text: string;
  readonly words: string;
  readonly children?: ReactNode;
}

function Aside({ none, text, words, children }: AsideProps) {
  return (
    <span className={styles.dangerous} data-none={none ? "" : undefined} title={words}>
      {children}
      {text}
    </span>
  );
}
