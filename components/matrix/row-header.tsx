import type { ReactNode } from "react";
import { SubjectIcon } from "../access/subject.tsx";
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
      className={styles.header}
      style={{ width }}
    >
      {title === undefined ? (
        <>
          <span className="sr-only">loading</span>
          <span aria-hidden className="h-2.5 w-2/5 rounded-control bg-raise" />
        </>
      ) : (
        contentOf(title)
      )}
    </th>
  );
}

function contentOf(title: RowTitle): ReactNode {
  switch (title.kind) {
    case "subject":
      return <Subject row={title.row} />;
    case "resource":
      return <Resource row={title.row} label={title.label} />;
    case "namespace":
      return <Namespace row={title.row} />;
  }
}

function Subject({ row }: Omit<Extract<RowTitle, { kind: "subject" }>, "kind">) {
  const { subject } = row;
  const level = rowLevel(row);
  const words = `${counted(row.dangerous, "dangerous right")}${row.incomplete ? ", not seen in full" : ""}`;
  return (
    <>
      <SubjectIcon kind={subject.kind} />
      <code title={subjectLabel(subject)} className={styles.name}>
        {subject.namespace === undefined ? null : <span>{subject.namespace}/</span>}
        {visibleText(subject.name)}
      </code>
      <Aside none={row.dangerous === 0} text={dangerousText(row)} words={words}>
        {level === undefined ? null : <SeverityGlyph severity={level} />}
        {row.incomplete && level === undefined ? <VerdictGlyph verdict="notAssessed" /> : null}
      </Aside>
    </>
  );
}

function Resource({ row, label }: Omit<Extract<RowTitle, { kind: "resource" }>, "kind">) {
  const { subjects, dangerous, unknown } = row;
  const words = [
    counted(subjects, "subject"),
    dangerous > 0 ? `${dangerous} of them dangerous` : "",
    unknown > 0 ? `${unknown} not seen in full` : "",
  ];
  return (
    <>
      <code title={label} className={styles.name} data-unserved={row.discovered ? undefined : ""}>
        {visibleText(label)}
      </code>
      <Aside
        none={subjects === 0}
        text={`${subjects}${unknown > 0 ? "+" : ""}`}
        words={words.filter((word) => word !== "").join(", ")}
      >
        {dangerous > 0 ? <SeverityGlyph severity="high" /> : null}
        {unknown > 0 && dangerous === 0 ? <VerdictGlyph verdict="notAssessed" /> : null}
      </Aside>
    </>
  );
}

function Namespace({ row }: Omit<Extract<RowTitle, { kind: "namespace" }>, "kind">) {
  const { namespace, subjects, complete } = row;
  const words = `${counted(subjects, "subject")}${complete ? "" : ", not seen in full"}`;
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
        words={words}
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
      <span aria-hidden>{text}</span>
      <span className="sr-only">{` ${words}`}</span>
    </span>
  );
}
