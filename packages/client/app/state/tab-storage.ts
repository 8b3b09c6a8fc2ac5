/**
 * What is kept for the tab over a reload: the browser's `sessionStorage`, or nothing where the browser forbids it, as it may
 * in a frame of another site. `setItem` throws where there is no room, and where it is forbidden.
 */
export const tabStorage: Pick<Storage, "getItem" | "setItem" | "removeItem"> = {
  getItem(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  },
  setItem(key, value) {
    sessionStorage.setItem(key, value);
  },
  removeItem(key) {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // There is nothing to remove.
    }
  },
};
