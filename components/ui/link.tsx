import NextLink from "next/link";
import type { ComponentProps } from "react";

/** A link inside a page. Nothing is asked of the server before it is pressed: a table of fifty rows is not a hundred requests. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
