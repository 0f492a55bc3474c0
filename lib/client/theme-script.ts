/** Where the chosen theme is kept in the browser. */
export const themeKey = "drydock-theme";

/**
 * Runs before the first paint, so that no other theme flashes up. It also leaves the page's nonce where the dialogs'
 * scroll lock looks for it, which adds a style element of its own.
 */
export const themeScript = `(()=>{const d=document;window.__webpack_nonce__=d.currentScript&&d.currentScript.nonce;try{const t=localStorage.getItem("${themeKey}");if(t==="light"||t==="dark")d.documentElement.dataset.theme=t}catch{d.documentElement.dataset.storage="none"}})()`;
