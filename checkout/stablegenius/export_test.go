package stablegenius

import "context"

// LoadPictures has pictures come from somewhere else than the network.
func (p *Provider) LoadPictures(from func(ctx context.Context, link string) ([]byte, error)) {
	p.pictures = from
}

// Hosts are where pictures may come from.
func (p *Provider) Hosts() []string { return p.hosts() }
