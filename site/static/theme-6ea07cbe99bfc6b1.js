// Gives a page the theme that its reader chose, before it is shown for the first time: so it stands in the head, and is tiny.
// The script for comfort lets readers choose.
(() => {
  'use strict';

  const apply = () => {
    const root = document.documentElement;
    let theme = null;
    try {
      theme = localStorage.getItem('chancery-theme');
    } catch {
      // A browser may remember nothing, from file:// for example: the page is as the system wants it.
    }
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    else delete root.dataset.theme;
  };

  apply();
  // The choice is one for all pages: those that are open in other windows, and those that a reader goes back to.
  addEventListener('storage', apply);
  addEventListener('pageshow', apply);
})();
