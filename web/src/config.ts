/** Widths and times that both code and people feel. */
export const PHONE = '(max-width: 640px)';
export const SEARCH_DEBOUNCE_MS = 180;
export const SITES_PER_PAGE = 50;
/** Where the place is not shown because nobody has picked one, the panel tells of the whole province. */
export const PROVINCE_ADCODE = '370000';
