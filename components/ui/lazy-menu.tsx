"use client";
import { type ComponentType, cloneElement, type ReactElement, useState } from "react";

/** What a menu's own module exports: the menu around the button that opens it, open from the start. */
export interface OpenMenuProps {
  trigger: ReactElement;
}

interface LazyMenuProps<P extends object> {
  trigger: ReactElement<{
    onClick?: () => void;
    onPointerEnter?: () => void;
    "aria-haspopup"?: "menu";
    "aria-expanded"?: boolean;
  }>;
  load: () => Promise<ComponentType<OpenMenuProps & P>>;
  /** What the menu needs besides its button. */
  menuProps: P;
}

/** A button whose menu comes with its first use: menus weigh more than the rest of the frame. */
export function LazyMenu<P extends object>({ trigger, load, menuProps }: LazyMenuProps<P>) {
  const [menu, setMenu] = useState<{ Menu: ComponentType<OpenMenuProps & P> } | undefined>(undefined);
  if (menu !== undefined) return <menu.Menu trigger={trigger} {...menuProps} />;
  return cloneElement(trigger, {
    onClick: () => void load().then((Menu) => setMenu({ Menu })),
    onPointerEnter: () => void load(),
    "aria-haspopup": "menu",
    "aria-expanded": false,
  });
}
