import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import styles from "./matrix.module.css";

function Bar({ height, color }: { height: number; color: string }) {
  return (
    <svg width="5" height="16" viewBox="0 0 5 16" aria-hidden className={styles.bar}>
      <rect y={16 - height} width="5" height={height} fill={color} />
    </svg>
  );
}

/** What the bars of the matrix say. */
export function MatrixLegend() {
  const item = "inline-flex items-center gap-1.5 whitespace-nowrap";
  return (
    <div className="flex h-8 flex-none flex-wrap items-center gap-x-5 overflow-hidden border-line border-t bg-panel px-6 text-12 text-ink-2 leading-8 narrow:h-auto narrow:px-3 narrow:leading-6">
      <span className={item}>
        <Bar height={16} color="var(--data-1)" />
        everywhere
      </span>
      <span className={item}>
        <Bar height={16} color="var(--critical)" />
        <SeverityGlyph severity="critical" />
        everywhere, dangerous
      </span>
      <span className={item}>
        <Bar height={8} color="var(--data-2)" />
        in <i>n</i> namespaces
      </span>
      <span className={item}>
        <Bar height={4} color="var(--data-2)" />
        by name only
      </span>
      <span className={item}>
        <Bar height={1} color="var(--line-strong)" />
        none
      </span>
      <span className={item}>
        <Hatch className="h-4 w-6" />
        <VerdictGlyph verdict="notAssessed" />
        not assessed
      </span>
      <span className="ml-auto text-ink-3 narrow:ml-0">
        <code>glw</code> get list watch · <code>cup</code> create update patch · <code>dD</code> delete, delete collection
      </span>
    </div>
  );
}

/** What the numbers of the namespaces say. */
export function CountLegend() {
  const item = "inline-flex items-center gap-1.5 whitespace-nowrap";
  return (
    <div className="flex h-8 flex-none flex-wrap items-center gap-x-5 overflow-hidden border-line border-t bg-panel px-6 text-12 text-ink-2 leading-8 narrow:h-auto narrow:px-3 narrow:leading-6">
      <span className={item}>
        <Bar height={12} color="var(--data-1)" />
        <span>
          <i>n</i> subjects by bindings of the namespace
        </span>
      </span>
      <span className={item}>
        <Bar height={16} color="var(--critical)" />
        <SeverityGlyph severity="critical" />
        in the whole cluster, dangerous
      </span>
      <span className={item}>
        <Bar height={4} color="var(--data-2)" />(<i>n</i>) by name only
      </span>
      <span className={item}>– not in one namespace</span>
      <span className={item}>
        <Hatch className="h-4 w-6" />
        <VerdictGlyph verdict="notAssessed" />
        not assessed
      </span>
    </div>
  );
}
