// Package sound lets a till be heard: one sound for money that has come, another
// for what somebody must look at. The two differ in pitch, direction and length,
// so that neither is taken for the other across a noisy shop.
//
// Sounds are computed (tone.go), not recorded. A machine without a loudspeaker
// stays silent and says so once; nothing ever waits for a sound.
package sound
