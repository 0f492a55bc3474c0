import { CodeBlock } from "../ui/copy.tsx";
import { type Block, type Inline, prose } from "./prose-blocks.ts";

function Words({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) =>
    part.code ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change places
      <code key={index} className="text-ink [overflow-wrap:anywhere]">
        {part.text}
      </code>
    ) : (
      part.text
    ),
  );
}

/** A check's text: paragraphs, lists and code. */
export function Prose({ text, codeLabel }: { text: string; codeLabel: string }) {
  return (
    <div className="grid max-w-[72ch] gap-2 text-ink-2">
      {prose(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never change places
        <ProseBlock key={index} block={block} codeLabel={codeLabel} />
      ))}
    </div>
  );
}

function ProseBlock({ block, codeLabel }: { block: Block; codeLabel: string }) {
  if (block.kind === "code") return <CodeBlock text={block.text} label={codeLabel} />;
  if (block.kind === "paragraph") {
    return (
      <p>
        <Words parts={block.parts} />
      </p>
    );
  }
  return (
    <ul className="list-disc pl-4">
      {block.items.map((parts, item) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of a text never change places
        <li key={item}>
          <Words parts={parts} />
        </li>
      ))}
    </ul>
  );
}
