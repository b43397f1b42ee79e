package store

import "fmt"

// An element is one entry of a page of bbolt: a key with its value in a leaf, a
// key with the page below it in a branch.
type element struct {
	flags      uint32
	child      uint64
	key, value []byte
}

const elementSize = 16 // branch: position 4, key 4, child 8; leaf: flags 4, position 4, key 4, value 4

func (p filePage) elements() ([]element, error) {
	if p.flags != branchFlag && p.flags != leafFlag {
		return nil, fmt.Errorf("page %d is of no kind that belongs there", p.id)
	}
	if p.flags == branchFlag && p.count == 0 {
		return nil, fmt.Errorf("page %d leads nowhere", p.id)
	}
	elements := make([]element, p.count)
	end := int(p.count) * elementSize // bbolt puts keys and values behind the entries without a gap
	for i := range elements {
		e := &elements[i]
		at := i * elementSize
		if at+elementSize > len(p.body) {
			return nil, fmt.Errorf("page %d has too many entries", p.id)
		}
		b := p.body[at:]
		var position, keySize, valueSize uint64
		if p.flags == branchFlag {
			position, keySize = uint64(order.Uint32(b)), uint64(order.Uint32(b[4:]))
			e.child = order.Uint64(b[8:])
		} else {
			e.flags, position = order.Uint32(b), uint64(order.Uint32(b[4:]))
			keySize, valueSize = uint64(order.Uint32(b[8:])), uint64(order.Uint32(b[12:]))
		}
		if keySize == 0 || position+keySize+valueSize > uint64(len(b)) {
			return nil, fmt.Errorf("page %d has an entry that reaches outside", p.id)
		}
		e.key, e.value = b[position:position+keySize], b[position+keySize:][:valueSize]
		if at+int(position) != end || e.flags&^bucketFlag != 0 { //nolint:gosec // it is within the page
			return nil, fmt.Errorf("page %d has an entry that bbolt does not write", p.id)
		}
		end += int(keySize + valueSize) //nolint:gosec // as above
	}
	if !isZero(p.body[end:]) {
		return nil, fmt.Errorf("page %d was changed behind its last entry", p.id)
	}
	return elements, nil
}
