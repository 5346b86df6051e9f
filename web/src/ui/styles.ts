/* One import for every entry: tokens first, they are what the rest is made of. */
import './tokens.css'
import './base.css'
import './controls.css'
import './marks.css'
import './frame.css'
import './video.css'
import './float.css'
