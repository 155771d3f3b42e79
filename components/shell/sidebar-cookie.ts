/** Remembers whether the sidebar is collapsed; read by the layout, written by the shell. */
export const SIDEBAR_COOKIE = "gatehouse-sidebar";
