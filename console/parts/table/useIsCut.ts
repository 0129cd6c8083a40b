import { type RefObject, useLayoutEffect, useState } from 'react';

/** Whether a box has more to its right than is seen: what stays in sight lies over something then, and a number half under it would read as another one. */
export function useIsCut(box: RefObject<HTMLElement | null>): [boolean, () => void] {
  const [isCut, setCut] = useState(false);
  const look = () => {
    const { scrollLeft = 0, clientWidth = 0, scrollWidth = 0 } = box.current ?? {};
    setCut(scrollLeft + clientWidth < scrollWidth - 1);
  };
  // Rows, columns and the window change it, and each draws the table anew.
  useLayoutEffect(look);
  return [isCut, look];
}
